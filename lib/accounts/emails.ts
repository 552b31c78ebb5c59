/** The words of every mail about an account. Links come ready-made, from the configured address of the app. */
import { type Email, writeEmail } from '@/lib/mail/email'

const ignore = 'If that wasn’t you, ignore this email and nothing will change.'

export const verifyEmailMessage = (username: string, href: string): Email =>
  writeEmail({
    subject: 'Verify your email for VirtualCafe',
    greeting: `Hello ${username},`,
    paragraphs: ['your table is ready. One click tells us that this address is yours. The link works for 24 hours.'],
    link: { label: 'Verify my email', href },
    footer: ignore,
  })

export const alreadyRegisteredEmail = (username: string, href: string): Email =>
  writeEmail({
    subject: 'You already have a VirtualCafe account',
    greeting: `Hello ${username},`,
    paragraphs: [
      'someone just tried to sign up with this address, but you already have an account with it.',
      `If that was you: log in as ${username}, or choose a new password if you forgot the old one.`,
    ],
    link: { label: 'Log in', href },
    footer: ignore,
  })

export const changeEmailMessage = (username: string, href: string): Email =>
  writeEmail({
    subject: 'Confirm your new email for VirtualCafe',
    greeting: `Hello ${username},`,
    paragraphs: ['you asked to use this address from now on. The link works for 24 hours.'],
    link: { label: 'Verify my email', href },
    footer: ignore,
  })

export const emailChangedMessage = (username: string, maskedEmail: string, href: string): Email =>
  writeEmail({
    subject: 'Your VirtualCafe email was changed',
    greeting: `Hello ${username},`,
    paragraphs: [
      `your account now uses ${maskedEmail} instead of this address.`,
      'If that was not you, reply to this email, and change the password of your email account.',
    ],
    link: { label: 'Open VirtualCafe', href },
    footer: 'You get this email because your account used this address until now.',
  })

export const resetEmail = (username: string, href: string): Email =>
  writeEmail({
    subject: 'Choose a new VirtualCafe password',
    greeting: `Hello ${username},`,
    paragraphs: ['here is the link to choose a new password. It works once, for one hour.'],
    link: { label: 'Choose a new password', href },
    footer: `${ignore} Your password stays as it is.`,
  })

export const passwordChangedEmail = (username: string, href: string): Email =>
  writeEmail({
    subject: 'Your VirtualCafe password was changed',
    greeting: `Hello ${username},`,
    paragraphs: [
      'your password was just changed, and every other browser was logged out.',
      'If that was not you, choose a new one right away.',
    ],
    link: { label: 'Choose a new password', href },
    footer: 'You get this email whenever the password changes.',
  })

export const takenOverEmail = (username: string, href: string): Email =>
  writeEmail({
    subject: 'Your VirtualCafe account is yours now',
    greeting: `Hello ${username},`,
    paragraphs: [
      'there was an account with your address that had never been verified. You just proved that the address is yours, so the account is yours too.',
      'Its old password no longer works, and every browser that was logged in to it was logged out.',
    ],
    link: { label: 'Choose a password', href },
    footer: 'You get this email because you logged in with an account elsewhere that has this address.',
  })

export const secondFactorEmail = (username: string, isOn: boolean, href: string): Email =>
  writeEmail({
    subject: `Two-step log-in for VirtualCafe is ${isOn ? 'on' : 'off'}`,
    greeting: `Hello ${username},`,
    paragraphs: [
      isOn
        ? 'from now on, logging in to your account asks for a code from your authenticator app.'
        : 'from now on, your password alone opens your account.',
      'If that was not you, choose a new password right away. That also logs every browser out.',
    ],
    link: { label: 'Choose a new password', href },
    footer: 'You get this email whenever two-step log-in is switched on or off.',
  })
