import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { expect, test } from 'vitest';

@Injectable()
class Inner {
  readonly word = 'inner';
}

@Injectable()
class Outer {
  constructor(private readonly inner: Inner) {}
  say(): string {
    return `outer and ${this.inner.word}`;
  }
}

@Module({ providers: [Inner, Outer] })
class TestModule {}

test('the test runner emits the decorator metadata that Nest injects by', async () => {
  const app = await NestFactory.createApplicationContext(TestModule, { logger: false });
  expect(app.get(Outer).say()).toBe('outer and inner');
  await app.close();
});
