import type { Command } from './command.ts'

export const serve: Command = {
  name: 'serve',
  summary: 'the web application',
  about:
    'Starts the web application, by the settings in the environment (.env.example explains each). Ctrl-C stops it.',
  operands: [],
  options: {},
  example: 'PORT=8080 soundings serve',
  run: async () => {
    const { serve } = await import('../serve.ts')
    return serve()
  },
}
