'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { noAnswer } from '@/lib/form-state'

export type Provider = { id: 'google' | 'github'; name: string }

/** Other ways in. They lead to another site and back, and need scripts: hidden without. */
export function ProviderButtons({ providers, returnTo }: { providers: readonly Provider[]; returnTo: string }) {
  const [leavingTo, setLeavingTo] = useState<string>()
  if (providers.length === 0) return null

  async function leave(provider: Provider) {
    setLeavingTo(provider.id)
    try {
      const { signIn } = await import('next-auth/react')
      await signIn(provider.id, { callbackUrl: returnTo })
    } catch {
      setLeavingTo(undefined)
      toast({ title: noAnswer, tone: 'warning' })
    }
  }

  return (
    <div className="grid gap-3 [@media(scripting:none)]:hidden">
      {providers.map((provider) => (
        <Button
          key={provider.id}
          variant="secondary"
          pending={leavingTo === provider.id}
          onClick={() => leave(provider)}
          className="w-full"
        >
          Continue with {provider.name}
        </Button>
      ))}
    </div>
  )
}
