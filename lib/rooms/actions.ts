'use server'
import { redirect } from 'next/navigation'
import { action, formAction } from '@/lib/action'
import { AppError } from '@/lib/errors'
import { routes } from '@/lib/routes'
import { createRoom } from './commands'
import {
  changeRoom,
  closeRoom,
  liftBan,
  listBans,
  lockRoom,
  muteMember,
  removeMember,
  transferHost,
} from './hosting/commands'
import { createRoomLimit, joinRoomLimit, moderateLimit, reportLimit } from './limits'
import { report } from './report'
import {
  changeRoomSchema,
  createRoomSchema,
  lockSchema,
  memberSchema,
  muteSchema,
  removeSchema,
  reportSchema,
  roomCodeSchema,
} from './schemas'
import { joinRoom } from './seats/join'
import { leaveRoom } from './seats/leave'

export const createRoomAction = formAction(
  { name: 'rooms.create', access: 'viewer', input: createRoomSchema, limit: createRoomLimit },
  async (input, { viewer, now }) => redirect(routes.room((await createRoom(viewer, input, now)).code)),
)

export const joinRoomAction = formAction(
  { name: 'rooms.join', access: 'viewer', input: roomCodeSchema, limit: joinRoomLimit },
  async ({ code }, { viewer, now }) => {
    const room = await joinRoom(viewer, code, now).catch((error: unknown) => Promise.reject(besideCode(error)))
    redirect(routes.room(room.code))
  },
)

/** A code that leads nowhere is said beside the field it was typed into. */
function besideCode(error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== 'not-found') return error
  const message = 'No room has this code.'
  return new AppError('not-found', message, { fields: { code: message }, cause: error })
}

export const leaveRoomAction = formAction(
  { name: 'rooms.leave', access: 'viewer', input: roomCodeSchema },
  async ({ code }, { viewer, now }) => {
    await leaveRoom(viewer, code, now)
    redirect(routes.dashboard)
  },
)

export const changeRoomAction = formAction(
  { name: 'rooms.change', access: 'viewer', input: changeRoomSchema, limit: moderateLimit },
  (input, { viewer, now }) => changeRoom(viewer, input, now),
)

export const lockRoomAction = action(
  { name: 'rooms.lock', access: 'viewer', input: lockSchema, limit: moderateLimit },
  (input, { viewer, now }) => lockRoom(viewer, input, now),
)

export const transferHostAction = action(
  { name: 'rooms.transferHost', access: 'viewer', input: memberSchema, limit: moderateLimit },
  (input, { viewer, now }) => transferHost(viewer, input, now),
)

export const muteMemberAction = action(
  { name: 'rooms.mute', access: 'viewer', input: muteSchema, limit: moderateLimit },
  (input, { viewer, now }) => muteMember(viewer, input, now),
)

export const removeMemberAction = action(
  { name: 'rooms.remove', access: 'viewer', input: removeSchema, limit: moderateLimit },
  (input, { viewer, now }) => removeMember(viewer, input, now),
)

export const listBansAction = action(
  { name: 'rooms.listBans', access: 'viewer', input: roomCodeSchema },
  ({ code }, { viewer, now }) => listBans(viewer, code, now),
)

export const liftBanAction = action(
  { name: 'rooms.liftBan', access: 'viewer', input: memberSchema, limit: moderateLimit },
  (input, { viewer, now }) => liftBan(viewer, input, now),
)

export const closeRoomAction = action(
  { name: 'rooms.close', access: 'viewer', input: roomCodeSchema, limit: moderateLimit },
  ({ code }, { viewer, now }) => closeRoom(viewer, code, now),
)

export const reportAction = action(
  { name: 'rooms.report', access: 'viewer', input: reportSchema, limit: reportLimit },
  (input, { viewer, now }) => report(viewer, input, now),
)
