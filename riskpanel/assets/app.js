// Comforts, never needs: every page works without this file.

const SAVE_EVERY = 5000
const SAID = {
  401: 'Not saved: you have been signed out. Keep this page open and sign in on another tab',
  403: 'Not saved: you can no longer change this. Copy what you typed somewhere safe',
  409: 'Not saved: somebody else has changed this. Save the page to see both versions',
  413: 'Not saved: this is too long for one page. Send it in smaller parts',
}

// What was typed, apart from the marks that the form carries unseen
const typed = (form) =>
  JSON.stringify([...new FormData(form)].filter(([name]) => name !== 'csrf_token' && !name.startsWith('_'))
    .map(([name, value]) => [name, value instanceof File ? value.name : value]))

const clock = () => new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })

// Ask before leaving a page with typing that has been neither sent nor kept as a draft
function warnBeforeLeaving (form, state) {
  form.addEventListener('submit', () => { state.leaving = true })
  window.addEventListener('pageshow', () => { state.leaving = false })
  window.addEventListener('beforeunload', (event) => {
    if (!state.leaving && typed(form) !== state.kept) event.preventDefault()
  })
}

// Keep what is being typed as a draft, and say so in words
function keepDrafts (form, state) {
  const status = form.querySelector('[data-draft-status]')
  const say = (text) => { if (status && status.textContent !== text) status.textContent = text }
  let busy = false

  const keep = async () => {
    const now = typed(form)
    if (busy || state.leaving || now === state.kept) return
    busy = true
    const body = new FormData(form)
    body.delete('_once') // a draft is not the sending of the form, and must not use up its mark
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: 'POST',
        body,
        headers: { Accept: 'application/json', 'X-CSRFToken': form.elements.csrf_token?.value ?? '' },
      })
      if (answer.ok && !answer.redirected) {
        state.kept = now
        say(`Saved as a draft at ${clock()}`)
      } else {
        say(answer.redirected ? SAID[401] : SAID[answer.status] ?? 'Not saved: keep this page open and try again')
      }
    } catch {
      say('Not saved: no connection, keep this page open')
    }
    busy = false
  }
  window.setInterval(keep, SAVE_EVERY)
}

for (const form of document.querySelectorAll('form[data-warn-unsaved], form[data-draft-url]')) {
  // A page that came back with errors holds typing that was never saved
  const refused = document.querySelector('.govuk-error-summary')
  const state = { kept: refused ? null : typed(form), leaving: false }
  if (form.hasAttribute('data-warn-unsaved')) warnBeforeLeaving(form, state)
  if (form.dataset.draftUrl) keepDrafts(form, state)
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

// The reference at the head of every printed sheet (print.css puts it there)
const mark = document.querySelector('[data-print-reference]')
if (mark) document.documentElement.style.setProperty('--rp-reference', JSON.stringify(mark.dataset.printReference))
