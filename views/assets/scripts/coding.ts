// Coding by mouse and by keys. Without this script every deed is a form: the pages are complete alone.
import { showKeys, useKeys } from './codingKeys.ts'
import { useSelection } from './codingSelection.ts'
import './editing.ts'

showKeys()
useKeys()
useSelection()
