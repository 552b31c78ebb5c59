import { Search } from 'lucide-react'
import Form from 'next/form'
import { Button } from '@/components/ui/button'
import { CheckboxField } from '@/components/ui/choice'
import { SelectField, TextField } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { subjectIds, subjects } from '@/lib/rooms/rules'
import type { BrowseRoomsInput } from '@/lib/rooms/schemas'
import { routes } from '@/lib/routes'

const subjectOptions = [
  { value: '', label: 'Every subject' },
  ...subjectIds.map((value) => ({ value, label: subjects[value] })),
]

const sortOptions = [
  { value: 'busy', label: 'Most people' },
  { value: 'recent', label: 'Last active' },
  { value: 'new', label: 'Newest' },
]

/** What to look for. A plain GET form: the answer has an address that can be shared and reloaded. */
export function RoomFilters({ wanted }: { wanted: BrowseRoomsInput }) {
  return (
    <Panel as="div">
      <Form
        action={routes.rooms}
        role="search"
        className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-[minmax(0,2fr)_1fr_1fr_auto_auto]"
      >
        <TextField
          label="Search rooms"
          name="q"
          type="search"
          defaultValue={wanted.q}
          placeholder="Name or description"
        />
        <SelectField label="Subject" name="subject" options={subjectOptions} defaultValue={wanted.subject ?? ''} />
        <SelectField label="Sort by" name="sort" options={sortOptions} defaultValue={wanted.sort} />
        <CheckboxField label="Free seat" name="seat" value="1" defaultChecked={wanted.seat} />
        <Button type="submit" variant="secondary">
          <Search aria-hidden="true" strokeWidth={1.75} />
          Search
        </Button>
      </Form>
    </Panel>
  )
}
