import { tryPages } from './tryPages.ts'

tryPages('authorPages')
