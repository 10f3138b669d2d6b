package io.carillon.webhook.sms;

/**
 * What Redis does in one go, so that of one conversation one message is worked at a time, over all replicas.
 *
 * <p>KEYS of each script: where the conversation stands; the lock, whose value is its owner's token; who waits for it, a
 * hash of {@code place millisecond} by token, the place counting up in the order in which they came, the millisecond when
 * they last asked. Times are Redis' own: replicas' clocks need not agree.
 */
final class ConversationScripts {

    /**
     * ARGV: our token, how long the lock holds, how long somebody waits who does not ask again (milliseconds), how many may
     * wait. Answers {@code ours}, {@code busy} or {@code full}, and where the conversation stands, empty for nowhere. Who is
     * told {@code busy} keeps a place and asks again; a newcomer overtakes nobody.
     */
    static final String TAKE = """
            local time = redis.call('TIME')
            local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
            local at = redis.call('GET', KEYS[1]) or ''
            local mine, others, first, last = nil, 0, nil, 0
            local waiting = redis.call('HGETALL', KEYS[3])
            for i = 1, #waiting, 2 do
              local place, asked = string.match(waiting[i + 1], '^(%d+) (%d+)$')
              place = tonumber(place)
              last = math.max(last, place)
              if waiting[i] == ARGV[1] then
                mine = place
              elseif now - tonumber(asked) > tonumber(ARGV[3]) then
                redis.call('HDEL', KEYS[3], waiting[i])
              else
                others = others + 1
                first = math.min(first or place, place)
              end
            end
            local next = not first or (mine and mine < first)
            if next and redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then
              redis.call('HDEL', KEYS[3], ARGV[1])
              return {'ours', at}
            end
            if not mine and others >= tonumber(ARGV[4]) then return {'full', at} end
            redis.call('HSET', KEYS[3], ARGV[1], string.format('%d %d', mine or last + 1, now))
            redis.call('PEXPIRE', KEYS[3], 2 * ARGV[3])
            return {'busy', at}
            """;

    /**
     * ARGV: our token, where the conversation stands now, empty for nowhere, how many seconds that is kept. Writes it and
     * gives the lock back; answers 0, and does nothing, where the lock is not ours any more.
     */
    static final String WRITE = """
            if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
            if ARGV[2] == '' then
              redis.call('DEL', KEYS[1])
            else
              redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
            end
            return redis.call('DEL', KEYS[2])
            """;

    /** ARGV: our token. Gives back the lock or the place, whichever we have; what the conversation is at stays. */
    static final String LEAVE = """
            redis.call('HDEL', KEYS[3], ARGV[1])
            return redis.call('GET', KEYS[2]) == ARGV[1] and redis.call('DEL', KEYS[2]) or 0
            """;

    /** Ends a conversation of which no message is being worked. */
    static final String END = """
            return redis.call('EXISTS', KEYS[2]) == 0 and redis.call('DEL', KEYS[1]) or 0
            """;

    private ConversationScripts() {}
}
