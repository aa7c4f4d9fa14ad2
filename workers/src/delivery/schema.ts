import { formSchema } from '../connectors/forms.ts'
import { channelForms, type OutwardKey } from './channels.ts'

/** What a channel asks as JSON Schema, for a browser to draw. */
export function channelSchema(key: OutwardKey): unknown {
  return formSchema({ config: channelForms[key].settings })
}
