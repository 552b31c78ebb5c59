import type { Metadata } from 'next'
import Link from 'next/link'
import { cache } from 'react'
import { PersonCard } from '@/components/accounts/person-card'
import { SceneBackdrop } from '@/components/ambience/scene-backdrop'
import { Button } from '@/components/ui/button'
import { getPerson } from '@/lib/accounts/queries'
import { getViewer } from '@/lib/accounts/viewer'
import { orNotFound } from '@/lib/or-not-found'
import { getStreakDays } from '@/lib/progress/headline'
import { routes } from '@/lib/routes'

/** Asked for the title and for the page: once a request, with the viewer that is found once a request too. */
const findPerson = cache(getPerson)

type Params = { params: Promise<{ username: string }> }

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { username } = await params
  const person = await orNotFound(findPerson(await getViewer(), username))
  return { title: person.username }
}

export default async function PersonPage({ params }: Params) {
  const { username } = await params
  const viewer = await getViewer()
  const person = await orNotFound(findPerson(viewer, username))
  const streakDays = await getStreakDays(person.id, new Date())
  const edit = <Button render={<Link href={routes.editProfile} />}>Edit profile</Button>
  if (viewer) return <PersonCard person={person} streakDays={streakDays} actions={person.isViewer ? edit : null} />
  return (
    <>
      <SceneBackdrop />
      <main id="main" className="relative z-(--z-page) mx-auto grid w-full max-w-2xl gap-4 px-4 py-10">
        <PersonCard
          person={person}
          streakDays={streakDays}
          actions={<Button render={<Link href={routes.signup} />}>Sign up</Button>}
        />
      </main>
    </>
  )
}
