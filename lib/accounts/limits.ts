/** How often what may be tried. Generous for people and schools behind one address, tight for machines. */

import type { RateLimit } from '../rate-limit'
import { hourMs, minuteMs } from '../time'
import { resendCooldownMs } from './rules'

const limit = (name: string, times: number, windowMs: number): RateLimit => ({ name, times, windowMs })

export const limits = {
  /** A class of students signs up behind one address in the same lesson. */
  signUpFromAddress: limit('sign-up:address', 60, hourMs),
  /** Mails that strangers can make us send to one address. */
  signUpForEmail: limit('sign-up:email', 5, hourMs),
  resendFromAddress: limit('resend:address', 60, hourMs),
  resendCooldown: {
    ...limit('resend:cooldown', 1, resendCooldownMs),
    message: 'We just sent you an email. Give it a minute to arrive.',
  },
  resendForEmail: limit('resend:email', 6, hourMs),
  resetFromAddress: limit('reset:address', 60, hourMs),
  resetForEmail: limit('reset:email', 5, hourMs),
  /** All mails that people who are not logged in make us send, to whomever. */
  mailToStrangers: limit('mail:strangers', 1_000, hourMs),
  useLink: limit('link:address', 120, hourMs),
  /** Wrong passwords from one address, whoever they are for. */
  logInFromAddress: limit('log-in:address', 100, 15 * minuteMs),
  /** Wrong passwords for one account from one place. */
  logInFromPlace: limit('log-in:place', 10, 15 * minuteMs),
  /** Wrong passwords for one account from all places that never logged in to it. */
  logInFromStrangers: limit('log-in:strangers', 60, hourMs),
  /** Wrong passwords for one account from a browser that has logged in to it before. */
  logInFromDevice: limit('log-in:device', 10, 15 * minuteMs),
  secondFactor: limit('second-factor', 10, 15 * minuteMs),
  /** Password asked again by a signed-in page: somebody may be sitting at a stranger's screen. */
  confirmPassword: limit('confirm-password', 10, 15 * minuteMs),
  changeEmail: limit('change-email', 5, hourMs),
  changeProfile: limit('change-profile', 60, hourMs),
  changeSettings: limit('change-settings', 120, hourMs),
  uploadAvatar: limit('upload-avatar', 20, hourMs),
  exportData: limit('export-data', 20, hourMs),
  block: limit('block', 60, minuteMs),
} as const
