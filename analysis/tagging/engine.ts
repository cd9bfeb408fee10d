/**
 * Raised whenever the same rules would tag the same words otherwise than before: a stem, a spelling, what negates,
 * where sentences end, what a language is told by. Tags that another engine made are all made anew at the next edit
 * of their codebook, where otherwise only those of the themes edited are.
 */
export const taggingEngine = 2
