import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { demoConsultation } from '../../scripts/demo/consultation.ts'

/** Someone who answers the demo's consultation, and how they wish to be quoted. */
export type Expert = {
  role: string
  sector: string
  organisation: string
  name: string
  obstacles: string
  help: string
  file: { name: string; mimeType: string; buffer: Buffer }
  choice: 'unnamed' | 'role'
  /** The line that the page must show for that choice. */
  line: string
}

/** Answers every page as this expert, sends, and reads the receipt twice. @returns the reference on the receipt */
export async function answerAs(page: Page, expert: Expert): Promise<string> {
  await page.goto('/')
  await page.getByRole('link', { name: demoConsultation.title }).click()
  await page.getByRole('button', { name: 'Start now' }).click()

  await page.getByLabel('What is your role?').fill(expert.role)
  await page.getByLabel(expert.sector).check()
  await page.getByLabel('Which organisation').fill(expert.organisation)
  await onward(page)

  await page.getByLabel('What gets in the way').fill(expert.obstacles)
  await onward(page)

  await page.getByLabel('Strongly agree').check()
  await page.getByLabel(expert.help).check()
  await page.getByLabel('Is there a document').setInputFiles(expert.file)
  await onward(page)

  await page.getByRole('heading', { name: 'Check your answers' }).waitFor()
  expect(await page.getByRole('main').innerText())
    .to.contain(expert.obstacles)
    .and.contain(expert.file.name)
  await page.getByRole('button', { name: 'Continue' }).click()

  await declare(page, expert)
  await page.getByRole('button', { name: 'Agree and send' }).click()
  await page.getByRole('heading', { name: 'Response sent' }).waitFor()
  const receipt = await page.getByRole('main').innerText()
  expect(receipt).to.contain(expert.line)
  await page.reload()
  expect(await page.getByRole('main').innerText()).to.equal(receipt)
  return page.locator('.govuk-panel strong').innerText()
}

async function declare(page: Page, { name, choice, line }: Expert): Promise<void> {
  await page.getByLabel('For myself').check()
  await page.getByLabel('Your name').fill(name)
  const button = page.locator(`input[name="choice"][value="${choice}"]`)
  await button.check()
  await page.getByRole('button', { name: 'Show the lines' }).click()
  await page.getByText(line, { exact: true }).waitFor()
  expect(await button.isChecked()).to.equal(true)
  await page.locator('input[name="agree"]').check()
}

async function onward(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save and continue' }).click()
}
