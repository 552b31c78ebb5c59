'use client'

import { ImagePlus, X } from 'lucide-react'
import { type ClipboardEvent, type DragEvent, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { PhotoProblem, photoTypes, shrinkPhoto } from './shrink-photo'
import type { Photo } from './tutor-state'

/**
 * A photo by file, paste or drop, made small enough to travel. `handlers` go to the form around the box.
 * @param onPhoto gets it, or the sentence that says why not
 */
export function usePhoto(onPhoto: (photo: Photo | null, problem: string | null) => void) {
  const [isBusy, setBusy] = useState(false)

  async function add(file: File | undefined) {
    if (!file || isBusy) return
    setBusy(true)
    try {
      onPhoto(await shrinkPhoto(file), null)
    } catch (error) {
      if (!(error instanceof PhotoProblem)) throw error
      onPhoto(null, error.message)
    } finally {
      setBusy(false)
    }
  }

  const imageIn = (files: FileList) => [...files].find(({ type }) => type.startsWith('image/'))
  return {
    isBusy,
    add,
    handlers: {
      onPaste(event: ClipboardEvent) {
        const image = imageIn(event.clipboardData.files)
        if (!image) return
        event.preventDefault()
        void add(image)
      },
      onDragOver: (event: DragEvent) => event.dataTransfer.types.includes('Files') && event.preventDefault(),
      onDrop(event: DragEvent) {
        const image = imageIn(event.dataTransfer.files)
        if (!image) return
        event.preventDefault()
        void add(image)
      },
    },
  }
}

/** "Add a photo". */
export function PhotoButton({ isBusy, onFile }: { isBusy: boolean; onFile: (file: File | undefined) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Photo"
        accept={photoTypes.join(',')}
        onChange={(event) => {
          onFile(event.target.files?.[0])
          // The same file can be chosen again.
          event.target.value = ''
        }}
      />
      <Button variant="ghost" size="sm" pending={isBusy} onClick={() => input.current?.click()}>
        <ImagePlus aria-hidden="true" strokeWidth={1.75} />
        Add a photo
      </Button>
    </>
  )
}

/** The photo that goes along, small, with a way to take it off. */
export function PhotoPreview({ photo, onRemove }: { photo: Photo; onRemove: () => void }) {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(photo.blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [photo])
  return (
    <span className="relative inline-flex rounded-sm border border-glass-line">
      {url ? (
        // biome-ignore lint/performance/noImgElement: a picture of this tab's own memory, which no server can make smaller
        <img src={url} alt="Your work, to go along" className="h-14 w-auto max-w-32 rounded-sm object-cover" />
      ) : null}
      <Button
        variant="secondary"
        size="icon"
        aria-label="Remove the photo"
        onClick={onRemove}
        className="absolute -top-2 -right-2 size-7 rounded-full bg-solid"
      >
        <X aria-hidden="true" />
      </Button>
    </span>
  )
}
