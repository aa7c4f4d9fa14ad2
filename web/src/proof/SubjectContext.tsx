import { createContext, useContext } from 'react'
import type { Subject } from './subjects.ts'

const Context = createContext<Subject | null>(null)

export const SubjectContext = Context.Provider

/** What the tile around is about; null where nothing on it can be asked. */
export const useSubject = (): Subject | null => useContext(Context)
