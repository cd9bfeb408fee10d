/** What was tried and is not in the code, with the figures of that trial. */
export const triedAndLeftOut = `## Tried and left out

On the patient comments, seed 1; each figure is micro-F1 / macro-F1, beside that of the same model without it at that stage of the trial. The first three are at one common threshold, the others at thresholds chosen inside the folds.

| ingredient | with it | without it |
|---|---|---|
| class weights (errors on a theme’s own texts cost √(others/own) times as much), cost chosen anew | .671 / .498 | .674 / .502 |
| three to five characters instead of three to four | .674 / .504 | .674 / .502 |
| characters across the borders of words | .673 / .499 | .674 / .502 |
| logistic regression instead of squared hinge | .687 / .514 | .691 / .520 |
| the mean of both | .688 / .516 | .691 / .520 |
| log ratios smoothed by how common a feature is | .686 / .522 | .691 / .520 |
| each theme’s threshold where its F1 was best, instead of half of its best F1 | .690 / .520 | .692 / .514 |`
