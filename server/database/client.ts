import type { MongoClient } from 'mongodb'
import mongoose from 'mongoose'

/** The driver's client behind the stores, for what speaks to the driver itself: sessions and files. */
export function databaseClient(): MongoClient {
  return mongoose.connection.getClient()
}
