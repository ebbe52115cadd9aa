// Presses the button, so that nobody has to. Without scripts it waits for the person.
document.getElementById('weiter').requestSubmit();
