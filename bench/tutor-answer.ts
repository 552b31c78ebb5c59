/** An answer of a tutor with all that Markdown has, of about 12 KB. */

const parts = [
  '## Photosynthesis, step by step\n\nPlants turn light into sugar. **First** the light is caught by *chlorophyll*, then water is split, and the energy is kept in two small molecules, `ATP` and `NADPH`.\nWhat do you think happens to the oxygen?\n\n',
  '- The leaf takes in carbon dioxide through its **stomata**\n- The roots bring water\n  - most of it is lost again\n  - a little is split\n- Light does the rest, as [this page](https://example.org/light) explains\n\n',
  'The whole is written as \\(6CO_2 + 6H_2O \\to C_6H_{12}O_6 + 6O_2\\), and its energy is\n\n$$\nE = h\\nu = \\frac{hc}{\\lambda} \\approx 3.6 \\times 10^{-19}\\,\\text{J}\n$$\n\n',
  '| Stage | Where | Needs | Gives |\n|:--|:-:|:--|--:|\n| Light reactions | Thylakoid | light, water | 18 ATP |\n| Calvin cycle | Stroma | carbon dioxide | 1 glucose |\n| Transport | Phloem | sugar | growth |\n\n',
  '```python\ndef energy(wavelength_nm: float) -> float:\n    """Joules of one photon."""\n    h, c = 6.626e-34, 2.998e8\n    return h * c / (wavelength_nm * 1e-9)\n\nprint(energy(550))\n```\n\n',
  '> Try it with 450 nm before you go on. It costs nothing, though a lamp of $5 or $10 would do.\n\n',
  '1. Write down what you know\n2. Find what is asked: the energy of *one* photon\n3. Put in \\(\\lambda = 450\\,\\text{nm}\\)\n4. Check the unit: is it joules?\n\n',
  'A long paragraph follows, as tutors write them: the reactions in the light give what the cycle in the dark needs, and the cycle gives back what the reactions take, so that neither goes on for long without the other. In dry heat the stomata close, carbon dioxide runs short, and the plant burns what it made. **C4 plants** such as maize keep a store of it in other cells, and cacti open at night alone.\n\n',
]

/** @param length how many characters, about */
export function longAnswer(length: number): string {
  let answer = ''
  for (let at = 0; answer.length < length; at++) answer += parts[at % parts.length]
  return answer
}

/** The answer in so many pieces of about the same length, cut anywhere. */
export function chunksOf(answer: string, count: number): string[] {
  const size = Math.ceil(answer.length / count)
  return Array.from({ length: Math.ceil(answer.length / size) }, (_, at) => answer.slice(at * size, (at + 1) * size))
}
