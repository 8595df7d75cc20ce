// The tray icons: a plum, and what the state adds to it. Told apart by shape, so that they read in one colour too.
const stem = 'M15.4 9.400C15.2 7 14.6 5.2 13 3.2';
const leaf = 'M16.4 8.400c.1-4.2 4-6.9 11.6-6.5.5 0 .8.5.6 1-2 5.3-6.6 7.6-11.4 6.4-.5-.1-.8-.4-.8-.9z';
const body = 'M16 8.600c2.2-1.5 6.5-1.9 9.2.7 3.2 2.9 3.9 7.6 2.3 12.2-1.9 5.7-6.3 9.7-11.3 9.700C10.6 31.2 5.6 26.7 4.6 20.3 3.9 15.8 5.2 11.2 8.7 9.200c2.6-1.4 5.4-.7 7.3-.6z';

const colours = {
  colour: { plum: '#7d6cf0', leaf: '#62b04a', stem: '#8a6238', badge: { transferring: '#1479d6', attention: '#f0a020' }, sign: { transferring: '#fff', attention: '#2b1c00' } },
  template: { plum: '#000', leaf: '#000', stem: '#000', badge: { transferring: '#000', attention: '#000' }, sign: null },
};

const signs = {
  transferring: '<path d="M21.2 26.400v-6.600M18.9 21.900l2.3-2.3 2.3 2.300M25.8 19.800v6.600M23.5 24.300l2.3 2.3 2.3-2.3" fill="none" stroke="SIGN" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/>',
  attention: '<path d="M23.5 18.500v5" fill="none" stroke="SIGN" stroke-width="2.6" stroke-linecap="round"/><circle cx="23.5" cy="27.3" r="1.6" fill="SIGN"/>',
};

/** The SVG of a state: `idle`, `transferring`, `attention`, `offline`; `colour`, or `template` for menu bars that colour it. */
export function tray(state, look) {
  const ink = colours[look];
  const top = `<path d="${stem}" fill="none" stroke="${ink.stem}" stroke-width="2.2" stroke-linecap="round"/><path d="${leaf}" fill="${ink.leaf}"/>`;
  const solid = `${top}<path d="${body}" fill="${ink.plum}"/>`;
  if (state === 'idle') return page(solid);
  if (state === 'offline') {
    const grey = look === 'colour' ? '#8b8b96' : '#000';
    const mask = '<mask id="cut"><rect width="32" height="32" fill="#fff"/><path d="M3 5 29 31" stroke="#000" stroke-width="7"/></mask>';
    const plum = `<g mask="url(#cut)"><path d="${stem}" fill="none" stroke="${grey}" stroke-width="2.2" stroke-linecap="round"/><path d="${leaf}" fill="${grey}"/><path d="${body}" fill="${grey}"/></g>`;
    return page(`${mask}${plum}<path d="M4 6 28.5 30.5" stroke="${grey}" stroke-width="2.8" stroke-linecap="round"/>`);
  }
  const gap = '<mask id="cut"><rect width="32" height="32" fill="#fff"/><circle cx="23.5" cy="23.2" r="9.6" fill="#000"/></mask>';
  const under = `${gap}<g mask="url(#cut)">${solid}</g>`;
  if (ink.sign) {
    const sign = signs[state].replaceAll('SIGN', ink.sign[state]);
    return page(`${under}<circle cx="23.5" cy="23.2" r="8.2" fill="${ink.badge[state]}"/>${sign}`);
  }
  const sign = signs[state].replaceAll('SIGN', '#000');
  return page(`${under}<mask id="sign"><rect width="32" height="32" fill="#fff"/>${sign}</mask><circle cx="23.5" cy="23.2" r="8.2" fill="#000" mask="url(#sign)"/>`);
}

function page(content) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" viewBox="0 0 32 32">${content}</svg>\n`;
}
