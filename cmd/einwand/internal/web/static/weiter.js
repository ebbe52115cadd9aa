// Presses the button that leads to the identity provider, so that nobody has to. Without scripts it waits for the person.
document.querySelector('form[data-submit]').requestSubmit();
