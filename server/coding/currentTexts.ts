export { currentTexts } from '../responses/currentTexts.ts'
