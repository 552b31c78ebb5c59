'use server'

import { revalidatePath } from 'next/cache'
import { action, formAction } from '@/lib/action'
import { routes } from '@/lib/routes'
import { addCard, changeCard, deleteCard, restoreCard } from './commands'
import { changeCardsLimit as limit } from './limits'
import { cardIdSchema, restoreCardSchema, saveCardSchema } from './schemas'

export const saveCardAction = formAction(
  { name: 'recall.saveCard', access: 'viewer', input: saveCardSchema, limit },
  async ({ id, updatedAt, ...text }, { viewer, now }) => {
    if (id === '') await addCard(viewer, text, now)
    else await changeCard(viewer, { ...text, id, seen: updatedAt }, now)
    revalidatePath(routes.tutorCards)
  },
)

export const deleteCardAction = action(
  { name: 'recall.deleteCard', access: 'viewer', input: cardIdSchema, limit },
  async ({ id }, { viewer }) => {
    const deleted = await deleteCard(viewer, id)
    revalidatePath(routes.tutorCards)
    return deleted
  },
)

export const restoreCardAction = action(
  { name: 'recall.restoreCard', access: 'viewer', input: restoreCardSchema, limit },
  async (input, { viewer, now }) => {
    await restoreCard(viewer, input, now)
    revalidatePath(routes.tutorCards)
  },
)
