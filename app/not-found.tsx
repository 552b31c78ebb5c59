import type { Metadata } from 'next'
import { SceneBackdrop } from '@/components/ambience/scene-backdrop'
import { NothingHere } from '@/components/frame/nothing-here'

export const metadata: Metadata = { title: 'Not on the menu' }

export default function NotFound() {
  return (
    <>
      <SceneBackdrop />
      <NothingHere />
    </>
  )
}
