import { tryPages } from './tryPages.ts'

tryPages('researcherPages')
