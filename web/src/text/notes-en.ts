import type { notesVi } from './notes-vi.ts'

export const notesEn: typeof notesVi = {
  title: 'Notes at this point',
  none: 'No notes yet.',
  write: 'What whoever looks next should know',
  send: 'Add the note',
  by: '{{by}}, {{at}}',
  withdraw: 'Withdraw',
  withdrawOf: 'Withdraw the note «{{text}}»',
  why: 'Why is this note withdrawn?',
  keep: 'Keep it',
}
