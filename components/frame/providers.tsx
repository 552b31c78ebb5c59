'use client'

import { CSPProvider } from '@base-ui/react/csp-provider'
import type { ReactNode } from 'react'
import { GrowingFields } from '@/components/ui/growing-fields'
import { Toaster } from '@/components/ui/toaster'

/** What every page needs around it in the browser: the nonce for injected styles, and the place toasts appear. */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <CSPProvider nonce={nonce}>
      {children}
      <Toaster />
      <GrowingFields />
    </CSPProvider>
  )
}
