import mongoose from 'mongoose'
import type { Page } from '../../../server/consultations/questions.ts'
import { newId } from '../../../server/database/ids.ts'

/** Adds a consultation that was never published, with `pages` being built; the answer is its id. */
export async function unpublished(pages: Page[] = []): Promise<string> {
  const _id = `built-${newId()
    .toLowerCase()
    .replace(/[^a-z0-9]/g, 'x')}`
  const now = Date.now()
  await mongoose.connection.collection<{ _id: string }>('consultations').insertOne({
    _id,
    title: 'How rivers are kept',
    asker: 'The Test Bench',
    why: ['To learn how rivers are kept.'],
    howUsed: ['Every answer is read.'],
    contact: 'hello@bench.example',
    kind: 'open',
    opensAt: new Date(now - 86_400_000),
    closesAt: new Date(now + 86_400_000),
    version: 0,
    createdAt: new Date(now),
  } as { _id: string })
  await mongoose.connection
    .collection<{ _id: string }>('buildings')
    .insertOne({ _id, version: 1, pages, before: [] } as { _id: string })
  return _id
}

/** Two pages, the second shown to those of one sector. */
export const riverPages: Page[] = [
  {
    id: 'about',
    title: 'About you',
    questions: [
      { id: 'role', type: 'shortText', label: 'What is your role?', required: true, about: 'role' },
      {
        id: 'sector',
        type: 'one',
        label: 'Where do you work?',
        required: true,
        about: 'sector',
        options: [
          { value: 'farm', label: 'Farming', printed: 'farming' },
          { value: 'water', label: 'Water company' },
        ],
      },
    ],
  },
  {
    id: 'rivers',
    title: 'Your river',
    when: { question: 'sector', is: 'equals', value: 'farm' },
    questions: [
      { id: 'state', type: 'longText', label: 'How is it kept?', required: false, wordLimit: 300 },
      {
        id: 'why',
        type: 'longText',
        label: 'As {{role}}, why is that so?',
        required: false,
        when: { question: 'state', is: 'answered' },
      },
    ],
  },
]
