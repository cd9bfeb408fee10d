// Coding by mouse, touch and keys. Without this script every deed is a form: the pages are complete alone.
import { useHelp } from './codingHelp.ts'
import { onSwapped, sendInPlace } from './codingInPlace.ts'
import { showKeys, useKeys } from './codingKeys.ts'
import { usePicker } from './codingPicker.ts'
import { useSelection } from './codingSelection.ts'
import { useWords } from './codingWords.ts'
import './editing.ts'

showKeys()
onSwapped(showKeys)
useHelp()
useKeys()
usePicker()
useWords()
useSelection()
sendInPlace()
