'use server'
/** The entry points: each one line of who, how often and what, in front of a command. */
import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { action, formAction } from '@/lib/action'
import { newId } from '@/lib/ids'
import { routes, safeReturnTo } from '@/lib/routes'
import { blockPerson } from './commands/blocks'
import { changeEmail } from './commands/email-change'
import { logIn } from './commands/log-in'
import { changePassword, requestPasswordReset, resetPassword } from './commands/password'
import { removeAvatar, updateProfile, uploadAvatar } from './commands/profile'
import { unlinkProvider } from './commands/providers'
import { beginSecondFactor, disableSecondFactor, enableSecondFactor, passSecondFactor } from './commands/second-factor'
import { endOtherSessions, endSession, endSessionById, logOut } from './commands/sessions'
import { signUp } from './commands/sign-up'
import { resendOwnVerification, resendVerification, verifyEmail } from './commands/verification'
import {
  dropSession,
  getDevice,
  getPendingLogIn,
  setDeviceCookie,
  setEmailCookie,
  setPendingLogInCookie,
  setSessionCookie,
} from './cookies'
import { limits } from './limits'
import {
  avatarSchema,
  blockSchema,
  changeEmailSchema,
  changePasswordSchema,
  codeSchema,
  disableSecondFactorSchema,
  emailSchema,
  endSessionSchema,
  logInSchema,
  nothingSchema,
  passwordSchema,
  profileSchema,
  providerSchema,
  resetPasswordSchema,
  secondFactorSchema,
  signUpSchema,
  tokenSchema,
  unblockSchema,
} from './schemas'

export const signUpAction = formAction(
  { name: 'accounts.sign-up', access: 'anyone', input: signUpSchema },
  async (input, { request, now }) => {
    await signUp(input, request, now)
    await setEmailCookie(input.email)
    redirect(routes.checkEmail)
  },
)

export const verifyEmailAction = formAction(
  { name: 'accounts.verify-email', access: 'anyone', input: tokenSchema, limit: limits.useLink },
  async ({ token }, { viewer, now }) => {
    await verifyEmail(token, now, viewer?.sessionId)
    redirect(routes.emailVerified)
  },
)

export const resendVerificationAction = formAction(
  { name: 'accounts.resend-verification', access: 'anyone', input: emailSchema },
  ({ email }, { request, now }) => resendVerification(email, request, now),
)

export const resendOwnVerificationAction = formAction(
  { name: 'accounts.resend-own-verification', access: 'viewer', input: nothingSchema },
  (_, { viewer, now }) => resendOwnVerification(viewer, now),
)

export const logInAction = formAction(
  { name: 'accounts.log-in', access: 'anyone', input: logInSchema },
  async ({ identifier, password, callbackUrl }, { viewer, request, now }) => {
    const outcome = await logIn({ identifier, password, request, device: await getDevice() }, now)
    if (outcome.step === 'second-factor') {
      await setPendingLogInCookie(outcome)
      redirect(routes.secondFactor(callbackUrl))
    }
    if (viewer) await endSessionById(viewer.sessionId)
    await setSessionCookie(outcome)
    redirect(safeReturnTo(callbackUrl))
  },
)

export const secondFactorAction = formAction(
  { name: 'accounts.second-factor', access: 'anyone', input: secondFactorSchema },
  async ({ code, callbackUrl }, { viewer, request, now }) => {
    const pending = await getPendingLogIn()
    if (!pending) redirect(routes.login(callbackUrl))
    const loggedIn = await passSecondFactor(pending, code, { request, device: await getDevice() }, now)
    if (viewer) await endSessionById(viewer.sessionId)
    await setSessionCookie(loggedIn)
    redirect(safeReturnTo(callbackUrl))
  },
)

export const requestPasswordResetAction = formAction(
  { name: 'accounts.request-password-reset', access: 'anyone', input: emailSchema },
  ({ email }, { request, now }) => requestPasswordReset(email, request, now),
)

export const resetPasswordAction = formAction(
  { name: 'accounts.reset-password', access: 'anyone', input: resetPasswordSchema, limit: limits.useLink },
  async ({ token, password }, { now }) => {
    await setDeviceCookie(await resetPassword(token, password, now))
    await dropSession()
    redirect(`${routes.login()}?notice=password-changed`)
  },
)

export const changePasswordAction = formAction(
  { name: 'accounts.change-password', access: 'viewer', input: changePasswordSchema },
  async (input, { viewer, request, now }) => {
    const session = await changePassword(viewer, input, request, now)
    await setSessionCookie({ ...session, deviceId: (await getDevice())?.deviceId ?? newId() })
  },
)

export const changeEmailAction = formAction(
  { name: 'accounts.change-email', access: 'viewer', input: changeEmailSchema, limit: limits.changeEmail },
  (input, { viewer, now }) => changeEmail(viewer, input, now),
)

export const logOutAction = formAction(
  { name: 'accounts.log-out', access: 'anyone', input: nothingSchema },
  async (_, { viewer, now }) => {
    if (viewer) await logOut(viewer, now)
    await dropSession()
    redirect(routes.landing)
  },
)

export const endSessionAction = formAction(
  { name: 'accounts.end-session', access: 'viewer', input: endSessionSchema, limit: limits.changeSettings },
  async ({ sessionId }, { viewer }) => {
    await endSession(viewer, sessionId)
    refresh()
  },
)

export const endOtherSessionsAction = formAction(
  { name: 'accounts.end-other-sessions', access: 'viewer', input: nothingSchema, limit: limits.changeSettings },
  async (_, { viewer }) => {
    await endOtherSessions(viewer)
    refresh()
  },
)

export const unlinkProviderAction = formAction(
  { name: 'accounts.unlink-provider', access: 'viewer', input: providerSchema, limit: limits.changeSettings },
  async ({ provider }, { viewer }) => {
    await unlinkProvider(viewer, provider)
    refresh()
  },
)

export const updateProfileAction = formAction(
  { name: 'accounts.update-profile', access: 'viewer', input: profileSchema, limit: limits.changeProfile },
  async (input, { viewer, now }) => {
    await updateProfile(viewer, input, now)
    refresh()
  },
)

export const uploadAvatarAction = formAction(
  { name: 'accounts.upload-avatar', access: 'viewer', input: avatarSchema, limit: limits.uploadAvatar },
  async ({ avatar }, { viewer, now }) => {
    await uploadAvatar(viewer, new Uint8Array(await avatar.arrayBuffer()), now)
    refresh()
  },
)

export const removeAvatarAction = formAction(
  { name: 'accounts.remove-avatar', access: 'viewer', input: nothingSchema, limit: limits.uploadAvatar },
  async (_, { viewer }) => {
    await removeAvatar(viewer)
    refresh()
  },
)

export const beginSecondFactorAction = formAction(
  { name: 'accounts.begin-second-factor', access: 'viewer', input: passwordSchema },
  async ({ password }, { viewer, now }) => {
    await beginSecondFactor(viewer, password, now)
    refresh()
  },
)

export const enableSecondFactorAction = formAction(
  { name: 'accounts.enable-second-factor', access: 'viewer', input: codeSchema },
  async ({ code }, { viewer, now }) => {
    const codes = await enableSecondFactor(viewer, code, now)
    refresh()
    return codes
  },
)

export const disableSecondFactorAction = formAction(
  { name: 'accounts.disable-second-factor', access: 'viewer', input: disableSecondFactorSchema },
  async (input, { viewer, now }) => {
    await disableSecondFactor(viewer, input, now)
    refresh()
  },
)

export const blockPersonAction = action(
  { name: 'accounts.block', access: 'viewer', input: blockSchema, limit: limits.block },
  (input, { viewer, now }) => blockPerson(viewer, input, now),
)

/** For the list of blocked people, which works without JavaScript too. */
export const unblockPersonAction = formAction(
  { name: 'accounts.unblock', access: 'viewer', input: unblockSchema, limit: limits.block },
  async ({ personId }, { viewer, now }) => {
    await blockPerson(viewer, { personId, isBlocked: false }, now)
    refresh()
  },
)
