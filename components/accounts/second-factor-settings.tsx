'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { FormMessage } from '@/components/ui/callout'
import { TextField } from '@/components/ui/field'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { beginSecondFactorAction, disableSecondFactorAction, enableSecondFactorAction } from '@/lib/accounts/actions'
import { errorOf } from '@/lib/form-state'
import { QrCode, type QrMatrix } from './qr-code'

type SecondFactor =
  | { status: 'off' }
  | { status: 'setting-up'; secret: string; uri: string; qr: QrMatrix }
  | { status: 'on'; codesLeft: number }

/** The second step of the log-in: off, being set up, or on. The recovery codes are shown once, right after. */
export function SecondFactorSettings({ factor, isVerified }: { factor: SecondFactor; isVerified: boolean }) {
  const [begun, begin] = useFormAction(beginSecondFactorAction)
  const [enabled, enable] = useFormAction(enableSecondFactorAction)
  const [disabled, disable] = useFormAction(disableSecondFactorAction)
  if (!isVerified) return <p className="text-ink-soft">Verify your email first; then you can switch this on.</p>
  return (
    <div className="grid gap-5">
      {enabled.status === 'done' && factor.status === 'on' ? <RecoveryCodes codes={enabled.data} /> : null}
      {factor.status === 'off' ? (
        <form action={begin} noValidate className="grid gap-5">
          <FormProblem state={begun} />
          <PasswordField
            label="Your password"
            name="password"
            autoComplete="current-password"
            required
            error={errorOf(begun, 'password')}
          />
          <div>
            <SubmitButton variant="secondary">Set up</SubmitButton>
          </div>
        </form>
      ) : null}
      {factor.status === 'setting-up' ? (
        <div className="grid gap-5 sm:grid-cols-[auto_1fr]">
          <QrCode matrix={factor.qr} label="QR code to scan with your authenticator app" />
          <form action={enable} noValidate className="grid content-start gap-5">
            <p className="text-ink-soft">
              Scan this with your authenticator app, or type the key:{' '}
              <code className="break-all text-ink">{factor.secret}</code>
            </p>
            <FormProblem state={enabled} />
            <TextField
              label="Code"
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              required
              description="The six digits it shows now."
              error={errorOf(enabled, 'code')}
            />
            <div>
              <SubmitButton>Switch on</SubmitButton>
            </div>
          </form>
        </div>
      ) : null}
      {factor.status === 'on' ? (
        <form action={disable} noValidate className="grid gap-5">
          <p className="text-ink-soft">
            It is on. {factor.codesLeft} of your recovery codes are left; to get new ones, switch it off and on again.
          </p>
          <FormProblem state={disabled} />
          <PasswordField
            label="Your password"
            name="password"
            autoComplete="current-password"
            required
            error={errorOf(disabled, 'password')}
          />
          <TextField
            label="Code"
            name="code"
            autoComplete="one-time-code"
            required
            description="Six digits from your authenticator app, or a recovery code."
            error={errorOf(disabled, 'code')}
          />
          <div>
            <SubmitButton variant="secondary">Switch off</SubmitButton>
          </div>
        </form>
      ) : null}
    </div>
  )
}

function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  return (
    <FormMessage tone="success" title="Keep these recovery codes somewhere safe">
      <p>Each one logs you in once if you lose your phone. They are shown only now.</p>
      <ul className="mt-2 grid grid-cols-2 gap-x-6 gap-y-1 font-mono text-ink" data-testid="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </FormMessage>
  )
}
