import { accountViews, tooManyRequests } from './accountViews.ts'
import { apiViews } from './apiViews.ts'
import { approvalViews } from './approvalViews.ts'
import { attributeViews } from './attributeViews.ts'
import { auditViews } from './auditViews.ts'
import { buildingViews } from './buildingViews.ts'
import { campaignViews } from './campaignViews.ts'
import { careViews } from './careViews.ts'
import { codebookViews } from './codebookViews.ts'
import { colleagueViews } from './colleagueViews.ts'
import { entryViews } from './entryViews.ts'
import { evidenceViews } from './evidenceViews.ts'
import { faultViews } from './faultViews.ts'
import { findingViews } from './findingViews.ts'
import { heldViews } from './heldViews.ts'
import { importViews } from './importViews.ts'
import { jointViews } from './jointViews.ts'
import { learningViews } from './learningViews.ts'
import { mailViews } from './mailViews.ts'
import { operationViews } from './operationViews.ts'
import { ownViews } from './ownViews.ts'
import { peopleViews } from './peopleViews.ts'
import { pictureViews } from './pictureViews.ts'
import { projectViews } from './projectViews.ts'
import { publicationViews } from './publicationViews.ts'
import { reportViews } from './reportViews.ts'
import { respondentViews } from './respondentViews.ts'
import { responseViews } from './responseViews.ts'
import { resultViews } from './resultViews.ts'
import { retentionViews } from './retentionViews.ts'
import { roundViews } from './roundViews.ts'
import { runningViews } from './runningViews.ts'
import { searchViews } from './searchViews.ts'
import { styleViews } from './styleViews.ts'
import { togetherViews } from './togetherViews.ts'
import { workViews } from './workViews.ts'

/**
 * Every page, by who comes to it. A part is tried by a test file of its name, on a scene of its own, in this order:
 * test files run side by side.
 */
export const parts = {
  respondentPages: [...respondentViews, ...jointViews, ...ownViews, ...faultViews],
  researcherPages: [
    ...importViews,
    ...entryViews,
    ...responseViews,
    ...workViews,
    ...roundViews,
    ...codebookViews,
    ...auditViews,
    ...learningViews,
    ...searchViews,
    ...campaignViews,
    ...attributeViews,
    ...resultViews,
    ...projectViews,
  ],
  authorPages: [
    ...accountViews,
    ...colleagueViews,
    ...peopleViews,
    ...apiViews,
    ...runningViews,
    ...buildingViews,
    ...findingViews,
    ...evidenceViews,
    ...styleViews,
    ...careViews,
    ...heldViews,
    ...pictureViews,
    ...retentionViews,
    ...reportViews,
    ...publicationViews,
    ...approvalViews,
    ...mailViews,
    ...operationViews,
    ...togetherViews,
    ...tooManyRequests,
  ],
}
