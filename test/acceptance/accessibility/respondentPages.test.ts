import { tryPages } from './tryPages.ts'

tryPages('respondentPages')
