'use server'

import { action } from '@/lib/action'
import { changeConversationLimit as limit } from '../limits'
import { conversationSchema, renameConversationSchema } from '../schemas'
import { clearConversation, deleteConversation, renameConversation } from './commands'

export const renameConversationAction = action(
  { name: 'tutor.renameConversation', access: 'viewer', input: renameConversationSchema, limit },
  (input, { viewer }) => renameConversation(viewer, input),
)

export const clearConversationAction = action(
  { name: 'tutor.clearConversation', access: 'viewer', input: conversationSchema, limit },
  (input, { viewer }) => clearConversation(viewer, input),
)

export const deleteConversationAction = action(
  { name: 'tutor.deleteConversation', access: 'viewer', input: conversationSchema, limit },
  (input, { viewer }) => deleteConversation(viewer, input),
)
