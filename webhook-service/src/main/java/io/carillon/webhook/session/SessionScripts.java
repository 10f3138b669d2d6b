package io.carillon.webhook.session;

/**
 * What Redis does in one go. A session is a text at {@code sess:{id}}, its start, origin and clinic, that expires when idle
 * (R-WEB-21); when it was used last is told by its expiry, so that using it writes nothing but that. A sorted set holds
 * each one's end, so that counting them reads nothing else and no other key of the same Redis is ever looked at.
 */
final class SessionScripts {

    /** Every session's id, by the millisecond at which it ends. */
    static final String INDEX = "carillon:sessions";

    static final String PREFIX = "sess:";

    /**
     * KEYS: the index. ARGV: now, idle time, then for each change, of which an id has one at most, its kind, id, origin,
     * clinic. Answers how many were opened, how many closed, how many there are.
     */
    static final String CHANGE = """
            local now, idle, opened, closed, ends = tonumber(ARGV[1]), tonumber(ARGV[2]), 0, 0, {}
            for i = 3, #ARGV, 4 do
              local kind, id = ARGV[i], ARGV[i + 1]
              local key = 'sess:' .. id
              if kind == 'CLOSE' then
                closed = closed + redis.call('UNLINK', key)
                redis.call('ZREM', KEYS[1], id)
              else
                local opens = kind == 'OPEN'
                    and redis.call('SET', key, ARGV[1] .. ' ' .. ARGV[i + 2] .. ' ' .. ARGV[i + 3], 'NX', 'PX', idle)
                if opens then opened = opened + 1 end
                if opens or redis.call('PEXPIRE', key, idle) == 1 then
                  ends[#ends + 1] = now + idle
                  ends[#ends + 1] = id
                end
              end
            end
            if #ends > 0 then redis.call('ZADD', KEYS[1], unpack(ends)) end
            return {opened, closed, redis.call('ZCOUNT', KEYS[1], now, '+inf')}
            """;

    /** KEYS: the session. Answers its text and remaining milliseconds; nil where there is none. */
    static final String FIND = """
            if redis.call('TYPE', KEYS[1]).ok ~= 'string' then return nil end
            return {redis.call('GET', KEYS[1]), redis.call('PTTL', KEYS[1])}
            """;

    /**
     * KEYS: the index. ARGV: now, retention, then ids of sessions that were seen. Removes those that are too old and
     * those that would never end; answers how many.
     */
    static final String SWEEP = """
            local now, retention, removed = tonumber(ARGV[1]), tonumber(ARGV[2]), 0
            for i = 3, #ARGV do
              local key, started = 'sess:' .. ARGV[i], nil
              if redis.call('TYPE', key).ok == 'string' then
                started = tonumber(string.match(redis.call('GET', key), '^(%d+) '))
              end
              if redis.call('PTTL', key) == -1 or (started and now - started > retention) then
                removed = removed + redis.call('UNLINK', key)
                redis.call('ZREM', KEYS[1], ARGV[i])
              end
            end
            return removed
            """;

    /** KEYS: the index. ARGV: ids that it holds. Forgets those whose session is gone; answers how many. */
    static final String RECONCILE = """
            local forgotten = 0
            for i = 1, #ARGV do
              if redis.call('EXISTS', 'sess:' .. ARGV[i]) == 0 then
                forgotten = forgotten + redis.call('ZREM', KEYS[1], ARGV[i])
              end
            end
            return forgotten
            """;

    /**
     * KEYS: the lock, the moment of the last clean-up. ARGV: our token, how long the lock holds, now, how long after the
     * last one the next is due (all in milliseconds). Answers {@code ours}, {@code busy} or {@code early}.
     */
    static final String TAKE_TURN = """
            if redis.call('EXISTS', KEYS[1]) == 1 then return 'busy' end
            local last = tonumber(redis.call('GET', KEYS[2]) or '')
            if last and tonumber(ARGV[3]) - last < tonumber(ARGV[4]) then return 'early' end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return 'ours'
            """;

    /** KEYS and ARGV[1] as above, ARGV[2] now, or empty where the work was not done. Only the holder gives the turn back. */
    static final String END_TURN = """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            if ARGV[2] ~= '' then redis.call('SET', KEYS[2], ARGV[2]) end
            return redis.call('DEL', KEYS[1])
            """;

    private SessionScripts() {}
}
