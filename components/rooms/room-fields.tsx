import { RadioGroup } from '@/components/ui/choice'
import { SelectField, TextAreaField, TextField } from '@/components/ui/field'
import { NumberField } from '@/components/ui/number-field'
import { errorOf, type FormState, typedIn } from '@/lib/form-state'
import { roomLimits, type Subject, subjectIds, subjects } from '@/lib/rooms/rules'

/** What a room's form shows before anything is typed. */
export type RoomFieldValues = {
  name: string
  description: string
  subject: Subject
  maxMembers: number
  visibility: 'public' | 'private'
  lifetime: 'temporary' | 'kept'
}

const subjectOptions = subjectIds.map((value) => ({ value, label: subjects[value] }))

const visibilityOptions = [
  { value: 'public', label: 'Public', description: 'Anyone can find it in the list and join.' },
  { value: 'private', label: 'Private', description: 'Only people with its code or link can find it.' },
]

const lifetimeOptions = [
  { value: 'temporary', label: 'For today', description: 'Closes 30 minutes after the last person leaves.' },
  {
    value: 'kept',
    label: 'Keep it open',
    description: `Stays until you close it. You can keep ${roomLimits.keptRoomsAPerson}.`,
  },
]

/** What makes a room, for opening one and for changing it. */
export function RoomFields({ state, usual }: { state: FormState<unknown>; usual: RoomFieldValues }) {
  return (
    <>
      <TextField
        label="Room name"
        name="name"
        required
        defaultValue={typedIn(state, 'name', usual.name)}
        error={errorOf(state, 'name')}
      />
      <TextAreaField
        label="Description"
        name="description"
        description="What are you working on? Optional."
        defaultValue={typedIn(state, 'description', usual.description)}
        error={errorOf(state, 'description')}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          label="Subject"
          name="subject"
          options={subjectOptions}
          defaultValue={typedIn(state, 'subject', usual.subject)}
          error={errorOf(state, 'subject')}
        />
        <NumberField
          label="Max members"
          name="maxMembers"
          min={roomLimits.members.min}
          max={roomLimits.members.max}
          defaultValue={typedIn(state, 'maxMembers', String(usual.maxMembers))}
          error={errorOf(state, 'maxMembers')}
        />
      </div>
      <RadioGroup
        legend="Public/Private"
        name="visibility"
        options={visibilityOptions}
        defaultValue={typedIn(state, 'visibility', usual.visibility)}
        error={errorOf(state, 'visibility')}
      />
      <RadioGroup
        legend="How long it stays"
        name="lifetime"
        options={lifetimeOptions}
        defaultValue={typedIn(state, 'lifetime', usual.lifetime)}
        error={errorOf(state, 'lifetime')}
      />
    </>
  )
}
