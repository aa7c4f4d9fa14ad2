import { createRequire } from 'node:module'
import type { TFontDictionary } from 'pdfmake/interfaces.js'

const resolve = (file: string) => createRequire(import.meta.url).resolve(`@expo-google-fonts/tinos/${file}`)

/**
 * Tinos has the widths of Times New Roman, which Decree 30 asks for. The whole fonts: those cut up for the web have the letters without
 * marks in one file and the others in a second, and a document draws its text from one.
 */
export const FONTS: TFontDictionary = {
  Tinos: {
    normal: resolve('400Regular/Tinos_400Regular.ttf'),
    bold: resolve('700Bold/Tinos_700Bold.ttf'),
    italics: resolve('400Regular_Italic/Tinos_400Regular_Italic.ttf'),
    bolditalics: resolve('700Bold_Italic/Tinos_700Bold_Italic.ttf'),
  },
}
