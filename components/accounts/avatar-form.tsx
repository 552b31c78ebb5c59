'use client'

import { type ChangeEvent, useState } from 'react'
import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { FormSuccess } from '@/components/forms/form-success'
import { Avatar } from '@/components/ui/avatar'
import { TextField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { removeAvatarAction, uploadAvatarAction } from '@/lib/accounts/actions'
import { avatarMaxBytes } from '@/lib/accounts/rules'
import { errorOf } from '@/lib/form-state'

type AvatarFormProps = { username: string; avatarUrl: string | null; isVerified: boolean }

export function AvatarForm({ username, avatarUrl, isVerified }: AvatarFormProps) {
  const [uploaded, upload] = useFormAction(uploadAvatarAction)
  const [removed, remove] = useFormAction(removeAvatarAction)
  const [tooLarge, setTooLarge] = useState<string>()

  /** Said before two megabytes travel for nothing. */
  function check(event: ChangeEvent<HTMLInputElement>) {
    const size = event.target.files?.[0]?.size ?? 0
    setTooLarge(size > avatarMaxBytes ? 'This picture is larger than 2 MB.' : undefined)
  }

  return (
    <div className="grid gap-5 sm:grid-cols-[auto_1fr] sm:items-start">
      <Avatar name={username} src={avatarUrl} size="xl" alt="Your current picture" />
      <div className="grid gap-4">
        <FormProblem state={uploaded} />
        <FormProblem state={removed} />
        <FormSuccess state={uploaded}>Picture saved.</FormSuccess>
        {isVerified ? (
          <form action={upload} className="grid gap-4">
            <TextField
              label="Avatar"
              name="avatar"
              type="file"
              accept="image/jpeg,image/png,image/webp,image/gif"
              onChange={check}
              description="JPEG, PNG, WebP or GIF, at most 2 MB and 16 megapixels. We crop it to a square and remove where it was taken."
              error={tooLarge ?? errorOf(uploaded, 'avatar')}
            />
            <div>
              <SubmitButton variant="secondary" disabled={tooLarge !== undefined}>
                Upload picture
              </SubmitButton>
            </div>
          </form>
        ) : (
          <p className="text-ink-soft">Verify your email first; then you can upload a picture.</p>
        )}
        {avatarUrl ? (
          <form action={remove}>
            <SubmitButton variant="ghost">Remove picture</SubmitButton>
          </form>
        ) : null}
      </div>
    </div>
  )
}
