import { initAll } from './govuk-frontend.min.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
// Questions that are asked because of an answer come later: see asking.ts.
document.addEventListener('asked', ({ target }) => {
  if (target instanceof Element) initAll({ scope: target })
})
