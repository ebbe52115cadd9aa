// Presses the button that leads to the identity provider, so that nobody has to. Who comes here by the browser's back button wants
// to leave the provider, and would be sent there again and again. Without scripts the button waits for the person.
const [arrival] = performance.getEntriesByType('navigation');
if (arrival?.type !== 'back_forward') document.querySelector('form[data-submit]').requestSubmit();
