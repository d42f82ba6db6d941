// A sitting that keeps itself up to date, and a clock that counts quietly. The pages work without this file.

const EVERY = 5000
const time = () => new Date().toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true }).replace(' ', '').toLowerCase()

// Put in only the parts whose words have changed, so that nothing is read out twice
function takeIn (live, text) {
  const fresh = new DOMParser().parseFromString(text, 'text/html')
  for (const part of live.querySelectorAll('[data-live-part]')) {
    const now = fresh.querySelector(`[data-live-part="${part.dataset.livePart}"]`)
    if (!now || now.innerHTML === part.innerHTML) continue
    const held = part.contains(document.activeElement) && document.activeElement.getAttribute('href')
    part.innerHTML = now.innerHTML
    if (held) part.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus()
  }
}

function keepUp (live) {
  const said = live.querySelector('[data-live-said]')
  const say = (words) => { if (said.textContent !== words) said.textContent = words }
  let seen = time()
  const look = async () => {
    if (document.hidden) return
    try {
      const answer = await fetch(live.dataset.live, { headers: { Accept: 'text/html' } })
      if (answer.ok && !answer.redirected) {
        takeIn(live, await answer.text())
        seen = time()
        say('This part keeps itself up to date.')
      } else {
        say(answer.redirected ? 'You have been signed out: sign in again.' : `Not up to date since ${seen}: load the page again.`)
      }
    } catch {
      say(`Not up to date since ${seen}: no connection.`)
    }
  }
  say('This part keeps itself up to date.')
  window.setInterval(look, EVERY)
  document.addEventListener('visibilitychange', look)
}

// Minutes since a case was begun, and how that sits beside what was set aside
function count (clock) {
  const begun = new Date(clock.dataset.clock)
  const aside = Number(clock.dataset.minutes)
  const minutes = (number) => `${number} minute${number === 1 ? '' : 's'}`
  const tell = () => {
    const gone = Math.max(0, Math.floor((Date.now() - begun) / 60000))
    clock.textContent = gone > aside ? `${minutes(gone)} so far, ${minutes(gone - aside)} more than was set aside.` : `${minutes(gone)} so far.`
  }
  tell()
  window.setInterval(tell, 20000)
}

for (const live of document.querySelectorAll('[data-live]')) keepUp(live)
for (const clock of document.querySelectorAll('[data-clock]')) count(clock)
