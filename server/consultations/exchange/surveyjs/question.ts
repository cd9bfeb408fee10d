import { isDay } from '../../conditionProblems.ts'
import type { Option, Question } from '../../questions.ts'
import { plainLine, plainWords } from '../plainWords.ts'
import { type Element, itemsIn, numberIn, textIn } from './element.ts'

type Lose = (message: string) => void

const known = new Set([
  ...[
    'type',
    'name',
    'title',
    'description',
    'isRequired',
    'visibleIf',
    'inputType',
    'choices',
    'min',
    'max',
    'step',
  ],
  ...[
    'rateMin',
    'rateMax',
    'rateStep',
    'rateCount',
    'minRateDescription',
    'maxRateDescription',
    'rows',
    'columns',
    'html',
  ],
  ...[
    'showOtherItem',
    'hasOther',
    'otherText',
    'showNoneItem',
    'hasNone',
    'noneText',
    'eachRowRequired',
    'labelTrue',
  ],
  ...['labelFalse', 'valueTrue', 'valueFalse', 'maxSelectedChoices', 'selectToRankEnabled', 'soundingsAbout'],
  ...['soundingsWordLimit', 'soundingsUnit', 'soundingsScale', 'isAllRowRequired'],
])
/** How a question looks, which is not carried over and not worth a word. */
const looks =
  /^(width|minWidth|maxWidth|titleLocation|descriptionLocation|colCount|placeholder|placeHolder|startWithNewLine|indent|rightIndent|state|hideNumber|showNumber|textUpdateMode|size|rows|cols|autoGrow|allowResize|rateType|scaleColorMode|rateColorMode|displayMode|renderAs|useDisplayValuesInDynamicTexts|searchEnabled|allowClear|showClearButton|optionsCaption|alternateRows|errorLocation|questionTitleLocation|innerIndent)$/

/** The question that an element asks; undefined for one that nothing here asks. What of it is lost is told. */
export function questionOf(element: Element, lose: Lose): Question | undefined {
  const type = textIn(element, 'type')
  const name = textIn(element, 'name')
  const hint = plainWords(textIn(element, 'description'))
  const about = aboutIn(element)
  const asked = {
    id: name,
    label: plainLine(textIn(element, 'title')) || name,
    ...(hint ? { hint } : {}),
    required: element.isRequired === true,
    ...(about ? { about } : {}),
  }
  for (const property of Object.keys(element))
    if (!known.has(property) && !looks.test(property))
      lose(`“${property}” is not known here, and was left out.`)
  switch (type) {
    case 'text':
      return textQuestion(element, asked, lose)
    case 'comment': {
      const limit = numberIn(element, 'soundingsWordLimit')
      return { ...asked, type: 'longText', ...(limit ? { wordLimit: limit } : {}) }
    }
    case 'radiogroup': {
      const options = optionsOf(element, false)
      return { ...asked, type: element.soundingsScale === true ? 'scale' : 'one', options }
    }
    case 'dropdown':
      return { ...asked, type: 'dropdown', options: optionsOf(element, false) }
    case 'checkbox':
    case 'tagbox':
      if (element.maxSelectedChoices) lose('How many may be chosen at most was left out.')
      return { ...asked, type: 'several', options: optionsOf(element, true) }
    case 'boolean': {
      const options = [
        {
          value: textIn(element, 'valueTrue') || 'true',
          label: plainLine(textIn(element, 'labelTrue')) || 'Yes',
        },
        {
          value: textIn(element, 'valueFalse') || 'false',
          label: plainLine(textIn(element, 'labelFalse')) || 'No',
        },
      ]
      return { ...asked, type: 'one', options }
    }
    case 'ranking': {
      const places = numberIn(element, 'maxSelectedChoices')
      return { ...asked, type: 'ranking', options: optionsOf(element, false), ...(places ? { places } : {}) }
    }
    case 'rating':
      return ratingQuestion(element, asked, lose)
    case 'matrix': {
      const options = itemsIn(element, 'columns').map(({ value, label }) => ({
        value,
        label: plainLine(label),
      }))
      const rows = itemsIn(element, 'rows').map(({ value, label }) => ({
        id: value,
        label: plainLine(label),
      }))
      return {
        ...asked,
        type: 'matrix',
        rows,
        options,
        required: asked.required || element.eachRowRequired === true || element.isAllRowRequired === true,
      }
    }
    case 'file':
      return { ...asked, type: 'file' }
    case 'html': {
      const [heading = name, ...text] = plainWords(textIn(element, 'html')).split('\n')
      const { hint: _hint, about: _about, ...said } = asked
      return { ...said, type: 'statement', label: heading || name, required: false, text }
    }
    default:
      lose(`A question of the type “${type}” cannot be asked here, and was left out.`)
      return undefined
  }
}

type Asked = Pick<Question, 'id' | 'label' | 'hint' | 'required' | 'about'>

function textQuestion(element: Element, asked: Asked, lose: Lose): Question {
  const input = textIn(element, 'inputType') || 'text'
  if (input === 'email') return { ...asked, type: 'email' }
  if (input === 'number' || input === 'range') {
    const [least, most] = [numberIn(element, 'min'), numberIn(element, 'max')]
    const unit = textIn(element, 'soundingsUnit')
    return {
      ...asked,
      type: 'number',
      ...(least === undefined ? {} : { least }),
      ...(most === undefined ? {} : { most }),
      ...(numberIn(element, 'step') === 1 ? { whole: true as const } : {}),
      ...(unit ? { unit } : {}),
    }
  }
  if (input === 'date') {
    const [earliest, latest] = ['min', 'max'].map(name => textIn(element, name))
    for (const day of [earliest, latest])
      if (day && !isDay(day)) lose(`“${day}” is not a day, and was left out.`)
    return {
      ...asked,
      type: 'date',
      ...(earliest && isDay(earliest) ? { earliest } : {}),
      ...(latest && isDay(latest) ? { latest } : {}),
    }
  }
  if (input !== 'text') lose(`It asks for “${input}” there; it became a short text.`)
  return { ...asked, type: 'shortText' }
}

function ratingQuestion(element: Element, asked: Asked, lose: Lose): Question {
  const least = numberIn(element, 'rateMin') ?? 1
  const step = numberIn(element, 'rateStep') ?? 1
  const most = numberIn(element, 'rateMax') ?? numberIn(element, 'rateCount') ?? 5
  if (least === 1 && step === 1 && Number.isInteger(most) && most >= 3 && most <= 10) {
    const [low, high] = ['minRateDescription', 'maxRateDescription'].map(name =>
      plainLine(textIn(element, name)),
    )
    return { ...asked, type: 'rating', most, low: low ?? '', high: high ?? '' }
  }
  lose('It became a number, as a rating here goes from 1 to a number between 3 and 10.')
  return {
    ...asked,
    type: 'number',
    least,
    most,
    ...(Number.isInteger(step) ? { whole: true as const } : {}),
  }
}

function optionsOf(element: Element, isSeveral: boolean): Option[] {
  const options = itemsIn(element, 'choices').map(({ value, label, item }): Option => {
    const printed = textIn(item, 'soundingsPrinted')
    return {
      value,
      label: plainLine(label),
      ...(item.showCommentArea === true ? { own: true as const } : {}),
      ...(isSeveral && item.isExclusive === true ? { exclusive: true as const } : {}),
      ...(printed ? { printed } : {}),
    }
  })
  const add = (option: Option) => {
    if (!options.some(({ value }) => value === option.value)) options.push(option)
  }
  if (element.showOtherItem === true || element.hasOther === true)
    add({ value: 'other', label: plainLine(textIn(element, 'otherText')) || 'Other', own: true })
  if (element.showNoneItem === true || element.hasNone === true)
    add({
      value: 'none',
      label: plainLine(textIn(element, 'noneText')) || 'None',
      ...(isSeveral ? { exclusive: true as const } : {}),
    })
  return options
}

function aboutIn(element: Element): Question['about'] {
  return (['role', 'sector', 'nation', 'organisation'] as const).find(each => each === element.soundingsAbout)
}
