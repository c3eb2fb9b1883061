import { describe, expect, it } from 'vitest';
import { WatchMeter } from './watch-meter';

describe('WatchMeter', () => {
  it('says nothing before anything was shown', () => {
    const meter = new WatchMeter();
    meter.at(0);
    meter.waiting(0);
    expect(meter.read(5000)).toBeNull();
  });

  it('counts the time in which the picture moves', () => {
    const meter = new WatchMeter();
    meter.playing(1000);
    meter.at(3);
    expect(meter.read(4000)).toMatchObject({
      watched_ms: 3000,
      position_ms: 3000,
      state: 'playing',
    });
    meter.paused(4000);
    expect(meter.read(60_000)).toMatchObject({ watched_ms: 3000, state: 'paused' });
    meter.playing(60_000);
    expect(meter.read(61_000)).toMatchObject({ watched_ms: 4000 });
  });

  it('adds nothing for seeking', () => {
    const meter = new WatchMeter();
    meter.playing(0);
    meter.at(10);
    meter.seeking(10_000);
    meter.at(3000);
    meter.playing(10_500);
    expect(meter.read(11_000)).toMatchObject({
      watched_ms: 10_500,
      position_ms: 3_000_000,
      rebuffer_ms: 0,
    });
  });

  it('counts waiting for data as rebuffering, but not the wait for the first picture', () => {
    const meter = new WatchMeter();
    meter.waiting(0);
    meter.playing(800);
    meter.at(1);
    meter.waiting(2000);
    meter.playing(2600);
    expect(meter.read(3000)).toMatchObject({ watched_ms: 1600, rebuffer_ms: 600 });
  });

  it('is no longer at the end once someone seeks back', () => {
    const meter = new WatchMeter();
    meter.playing(0);
    meter.at(90);
    meter.ended(1000);
    expect(meter.read(1000)).toMatchObject({ state: 'ended' });
    meter.seeking(2000);
    meter.at(5);
    expect(meter.read(2000)).toMatchObject({ state: 'paused', position_ms: 5000 });
  });

  it('counts one start once, however often it is reported', () => {
    const meter = new WatchMeter();
    meter.playing(0);
    meter.playing(500);
    meter.at(1);
    expect(meter.read(1000)).toMatchObject({ watched_ms: 1000 });
  });
});
