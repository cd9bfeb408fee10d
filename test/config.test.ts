import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { BadSettings, readConfig } from '../server/config.ts'

describe('the settings', () => {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'soundings-config-'))
  const read = (env: NodeJS.ProcessEnv) => readConfig({ DATA_DIR: dataFolder, ...env })

  it('work when none is given', () => {
    expect(read({})).to.include({
      port: 3000,
      host: '127.0.0.1',
      baseUrl: 'http://127.0.0.1:3000',
      demo: true,
      logLevel: 'info',
    })
  })

  it('are refused all at once, each by name', () => {
    expect(() =>
      read({ PORT: 'many', DEMO: 'maybe', LOG_LEVEL: 'loud', BASE_URL: 'nowhere', SESSION_SECRET: 'short' }),
    )
      .to.throw(BadSettings)
      .with.property('problems')
      .that.satisfies((problems: string[]) =>
        ['PORT', 'DEMO', 'LOG_LEVEL', 'BASE_URL', 'SESSION_SECRET'].every(name =>
          problems.some(line => line.startsWith(name)),
        ),
      )
  })

  it('take a mail server and a sender, which has a name of its own or the site’s', () => {
    const smtp = { SMTP_URL: 'smtps://user:p%40ss@mail.example.org:465' }
    expect(read({}).mail).to.deep.equal({
      smtpUrl: undefined,
      from: { name: 'Soundings', address: 'no-reply@localhost' },
    })
    expect(read({ ...smtp, BASE_URL: 'https://consult.example.org' }).mail).to.deep.equal({
      smtpUrl: smtp.SMTP_URL,
      from: { name: 'Soundings', address: 'no-reply@consult.example.org' },
    })
    expect(read({ MAIL_FROM: 'The Bench, Leeds <hello@bench.example>' }).mail.from).to.deep.equal({
      name: 'The Bench, Leeds',
      address: 'hello@bench.example',
    })
    expect(read({ MAIL_FROM: 'hello@bench.example' }).mail.from.address).to.equal('hello@bench.example')
    expect(() =>
      read({ SMTP_URL: 'mail.example.org', MAIL_FROM: 'The Bench\r\nBcc: x@y.example', PORT: 'many' }),
    )
      .to.throw(BadSettings)
      .with.property('problems')
      .that.has.length(3)
    expect(() => read({ SMTP_URL: 'https://mail.example.org' })).to.throw(/SMTP_URL must be the address/)
  })

  it('take a blank setting for none', () => {
    expect(read({ PORT: '', BASE_URL: '' }).port).to.equal(3000)
  })

  it('keep the secret made at first start, for its owner alone', () => {
    expect(read({}).sessionSecret)
      .to.match(/^[0-9a-f]{64}$/)
      .and.equal(read({}).sessionSecret)
    expect(statSync(path.join(dataFolder, 'session-secret')).mode & 0o777).to.equal(0o600)
  })

  it('ask for the secret beside a MongoDB, and load no demo there', () => {
    const mongo = { MONGODB_URI: 'mongodb://127.0.0.1/soundings' }
    expect(() => read(mongo)).to.throw(/SESSION_SECRET must be given/)
    expect(() => read(mongo)).to.throw(/ENCRYPTION_KEY or ENCRYPTION_KEY_FILE must be given/)
    const keys = { SESSION_SECRET: 'x'.repeat(32), ENCRYPTION_KEY: 'a1'.repeat(32) }
    expect(read({ ...mongo, ...keys }).demo).to.equal(false)
  })

  it('take one encryption key or several, and no other words', () => {
    const of = (ENCRYPTION_KEY: string) => read({ ENCRYPTION_KEY }).encryption
    expect(of(`${'a1'.repeat(32)}, ${'b2'.repeat(32)}`)).to.deep.include({
      given: ['a1'.repeat(32), 'b2'.repeat(32)],
    })
    expect(() => of('a long passphrase')).to.throw(/ENCRYPTION_KEY must be 64 digits/)
    const both = { ENCRYPTION_KEY: 'a1'.repeat(32), ENCRYPTION_KEY_FILE: 'key' }
    expect(() => read(both)).to.throw(/ENCRYPTION_KEY_FILE is given beside ENCRYPTION_KEY/)
  })

  it('take a provider to sign in with, whole or not at all, and by https alone from elsewhere', () => {
    const whole = {
      ...{
        OIDC_ISSUER: 'https://sign-in.example.org',
        OIDC_CLIENT_ID: 'soundings',
        OIDC_CLIENT_SECRET: 's3cret',
      },
    }
    expect(read({}).provider).to.equal(undefined)
    expect(read(whole).provider).to.deep.equal({
      ...{ issuer: 'https://sign-in.example.org/', clientId: 'soundings', clientSecret: 's3cret' },
      ...{ name: 'sign-in.example.org', seesToSecondFactor: false },
    })
    const named = { ...whole, OIDC_NAME: 'the council', OIDC_SECOND_FACTOR: 'provider' }
    expect(read(named).provider).to.include({ name: 'the council', seesToSecondFactor: true })
    expect(() => read({ OIDC_CLIENT_ID: 'soundings', OIDC_SECOND_FACTOR: 'none' }))
      .to.throw(BadSettings)
      .with.property('problems')
      .that.satisfies((problems: string[]) =>
        ['OIDC_SECOND_FACTOR must be', 'OIDC_ISSUER must be given', 'OIDC_CLIENT_SECRET or'].every(words =>
          problems.some(line => line.startsWith(words)),
        ),
      )
    for (const issuer of [
      'http://sign-in.example.org',
      'https://sign-in.example.org/.well-known/openid-configuration',
      'https://sign-in.example.org/?tenant=ours',
      'https://user:word@sign-in.example.org',
      'sign-in.example.org',
    ])
      expect(() => read({ ...whole, OIDC_ISSUER: issuer }), issuer).to.throw(
        /OIDC_ISSUER must be the address/,
      )
    expect(read({ ...whole, OIDC_ISSUER: 'http://127.0.0.1:4000' }).provider?.name).to.equal('127.0.0.1')
  })

  it('read the provider’s secret from a file, and say where that cannot be', () => {
    const file = path.join(dataFolder, 'client-secret')
    writeFileSync(file, 's3cret\n')
    const given = { OIDC_ISSUER: 'https://sign-in.example.org', OIDC_CLIENT_ID: 'soundings' }
    expect(read({ ...given, OIDC_CLIENT_SECRET_FILE: file }).provider?.clientSecret).to.equal('s3cret')
    expect(() => read({ ...given, OIDC_CLIENT_SECRET_FILE: `${file}.gone` })).to.throw(/cannot be read/)
    const both = { ...given, OIDC_CLIENT_SECRET: 's3cret', OIDC_CLIENT_SECRET_FILE: file }
    expect(() => read(both)).to.throw(/OIDC_CLIENT_SECRET_FILE is given beside OIDC_CLIENT_SECRET/)
  })

  it('load no demo when others can reach the site, or when it is off', () => {
    expect(read({ HOST: '0.0.0.0' }).demo).to.equal(false)
    expect(read({ BASE_URL: 'https://consult.example.org' }).loopback).to.equal(false)
    expect(read({ DEMO: 'off' }).demo).to.equal(false)
    expect(read({ HOST: 'localhost' }).demo).to.equal(true)
  })

  it('looks at pace where others can reach the site, unless it is told otherwise', () => {
    const held = (env: NodeJS.ProcessEnv) => read(env).holdByPace
    expect(held({})).to.equal(false)
    expect(held({ HOLD_BY_PACE: 'on' })).to.equal(true)
    expect(held({ BASE_URL: 'https://consult.example.org' })).to.equal(true)
    expect(held({ HOST: '0.0.0.0', HOLD_BY_PACE: 'off' })).to.equal(false)
  })
})
