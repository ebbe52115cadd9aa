// sameRadio reports whether a checked radio button looks like one that is not, when the system forces its colours (high
// contrast). KERN 2.7.2 draws the dot as a background, which forced colours take away; einwand.css draws it anew.
export async function sameRadio(page) {
  await page.emulateMedia({ forcedColors: 'active' })
  const pictures = []
  for (const state of [':checked', ':not(:checked)']) {
    const box = await page.locator(`input[type=radio]${state}`).first().boundingBox()
    pictures.push('data:image/png;base64,' + (await page.screenshot({ clip: box })).toString('base64'))
  }
  await page.emulateMedia({ forcedColors: 'none' })
  const blank = await page.context().newPage()
  const differing = await blank.evaluate(differingPixels, pictures)
  await blank.close()
  return differing < 10
}

async function differingPixels([a, b]) {
  const pixels = await Promise.all([a, b].map(async source => {
    const image = new Image()
    image.src = source
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    canvas.getContext('2d').drawImage(image, 0, 0)
    return canvas.getContext('2d').getImageData(0, 0, Math.min(image.width, 20), Math.min(image.height, 20)).data
  }))
  let differing = 0
  for (let i = 0; i < pixels[0].length; i += 4) if (Math.abs(pixels[0][i] - pixels[1][i]) > 60) differing++
  return differing
}
