export * from './whycors.js'
