// What the journey reads from the screen. Texts that the server words live here and nowhere else.

export const hover = {
  /** First line of the hover on Flask: name, kind and interface. */
  flask: /^Flask · WSGI microframework/m,
};

/** Findings in requirements.txt: code, 1-based line, and what the message says. */
export const findings = {
  endOfLife: { code: 'PF101', text: 'Flask==2.2.5', message: /Flask 2\.2/ },
  wrongServer: { code: 'PF303', text: 'uvicorn', message: /Uvicorn serves ASGI/ },
};

export const source = 'pyframeworks';

/** A release of Flask that is supported today, so that the finding on the old one goes away. */
export const supported = '==3.1.2';

export const alternatives = {
  title: /Alternatives to Flask/,
  /** Two that any ranking of alternatives to this sample names. */
  names: ['Django', 'FastAPI'],
  verdict: /Keep Flask|Consider an alternative to Flask|Move away from Flask/,
  choose: 'Django',
};

export const suppress = {
  title: (code) => new RegExp(`Ignore ${code} here`),
  comment: (code) => `# pyframeworks: ignore[${code}]`,
};

export const status = { shop: /^Flask 2\.2\.5$/, statusPage: /^Flask >=3\.1,<4$/ };
