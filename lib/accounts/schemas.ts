/** What the forms of an account may send. Messages stand beside the field they speak of. */
import { z } from 'zod'
import { cleanLine } from '@/lib/text'
import { identifier, paragraphs, rowId } from '@/lib/text-schemas'
import { safeReturnTo } from '../routes'
import {
  asciiAddress,
  avatarMaxBytes,
  bioMaxLength,
  emailMaxLength,
  genders,
  isReservedName,
  passwordLength,
  pastedCode,
  pastedSecret,
  providers,
  usernameLength,
  usernamePattern,
  visibilities,
} from './rules'

const username = z
  .string('Please choose a username.')
  .trim()
  .min(usernameLength.min, `A username has at least ${usernameLength.min} characters.`)
  .max(usernameLength.max, `A username has at most ${usernameLength.max} characters.`)
  .regex(usernamePattern, 'Letters a-z, digits, _ and single dots between them, please.')
  .refine((name) => !isReservedName(name), 'This name is reserved. Please choose another.')

const email = z
  .string('Please enter your email address.')
  .trim()
  .min(1, 'Please enter your email address.')
  .transform(asciiAddress)
  .pipe(z.string().max(emailMaxLength, 'This address is too long.'))
  .pipe(z.email('This does not look like an email address, such as maria@example.org.'))

/** Counted in characters as people see them, not in UTF-16 units. */
const countCharacters = (text: string) => [...text.normalize('NFKC')].length

const newPassword = z
  .string('Please choose a password.')
  .max(passwordLength.max * 4, `A password has at most ${passwordLength.max} characters.`)
  .refine((text) => countCharacters(text) >= passwordLength.min, `At least ${passwordLength.min} characters, please.`)
  .refine(
    (text) => countCharacters(text) <= passwordLength.max,
    `A password has at most ${passwordLength.max} characters.`,
  )

/** A password to compare, not to keep: only its size is limited, so that no megabyte is hashed. */
const givenPassword = z
  .string('Please enter your password.')
  .min(1, 'Please enter your password.')
  .max(passwordLength.max * 4, 'This is not your password.')

const gender = z.enum(genders, 'Please pick one; "Prefer not to say" is fine.')
const timeZone = z.string().max(64).transform(cleanLine)
/** A secret from a link, or pasted. What cannot be one is looked up all the same, and not found. */
const linkSecret = z.string().max(2_000).transform(pastedSecret).catch('')
/** Where to go back to: one of our addresses, written so that it can stand in a header. */
const returnTo = z
  .string()
  .transform((wanted) => safeReturnTo(wanted))
  .optional()
  .catch(undefined)

export const signUpSchema = z.object({ username, email, gender, password: newPassword, timeZone: timeZone.optional() })
export type SignUpInput = z.output<typeof signUpSchema>

export const logInSchema = z.object({
  identifier: identifier(
    'Please enter your username or email.',
    emailMaxLength,
    'This is longer than any username or email.',
  ).transform(asciiAddress),
  password: givenPassword,
  callbackUrl: returnTo,
})
export type LogInInput = z.output<typeof logInSchema>

export const nothingSchema = z.object({})
export const tokenSchema = z.object({ token: linkSecret })
export const emailSchema = z.object({ email })
export const resetPasswordSchema = z.object({ token: linkSecret, password: newPassword })
export const changePasswordSchema = z.object({ currentPassword: givenPassword, newPassword })
export const changeEmailSchema = z.object({ email, password: givenPassword })
export const endSessionSchema = z.object({ sessionId: rowId })
export const providerSchema = z.object({ provider: z.enum(providers) })

export const profileSchema = z.object({
  bio: paragraphs({
    max: bioMaxLength,
    tooLong: `At most ${bioMaxLength} characters.`,
  }),
  gender,
  timeZone,
  visibility: z.enum(visibilities, 'Please pick who may see your profile.'),
})
export type ProfileInput = z.output<typeof profileSchema>

/** Six digits of an authenticator app, or a recovery code, as typed or pasted. */
const code = z
  .string('Please enter the code.')
  .transform(pastedCode)
  .pipe(z.string().min(1, 'Please enter the code.').max(40, 'That is longer than any code.'))

export const secondFactorSchema = z.object({ code, callbackUrl: returnTo })
export const codeSchema = z.object({ code })
export const passwordSchema = z.object({ password: givenPassword })
export const disableSecondFactorSchema = z.object({ password: givenPassword, code })

export const avatarSchema = z.object({
  avatar: z
    .instanceof(File, { error: 'Please choose a picture.' })
    .refine((file) => file.size > 0, 'Please choose a picture.')
    .refine((file) => file.size <= avatarMaxBytes, 'This picture is larger than 2 MB.'),
})

export const blockSchema = z.object({ personId: rowId, isBlocked: z.boolean() })
export const unblockSchema = z.object({ personId: rowId })
