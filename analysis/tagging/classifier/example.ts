/** A text to be labelled, as the classifier reads it. */
export type Unlabelled = {
  text: string
  /** The question's wording or id; answers to different questions speak of different themes. */
  question?: string | undefined
  /** Themes whose rules match the text: what the rules know is evidence that the model weighs. */
  rules?: readonly string[] | undefined
}

/** A text with the themes that people gave it. */
export type Example = Unlabelled & {
  /** Names the text. */
  id: string
  /** Who wrote it; where it is not known, each text counts as a respondent of its own. */
  respondent?: string | undefined
  /**
   * Ids or names of themes, none twice. A text of no theme teaches too. Before anyone has coded, the themes
   * whose rules match can stand in: the model then finds what is worded like that.
   */
  labels: readonly string[]
}

/** Who wrote an example, or a stand-in that no respondent shares. */
export function writerOf({ respondent, id }: Example): string {
  return respondent === undefined ? `text ${id}` : `respondent ${respondent}`
}
