package io.carillon.webhook.limit;

import io.carillon.kit.limit.LimitSharing;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The buckets that all replicas draw on, as token buckets in Redis by its own clock: one script for all of a moment. */
@ApplicationScoped
class RedisLimits implements LimitSharing {

    static final String PREFIX = "carillon:limit:";

    /**
     * KEYS: the buckets. ARGV: for each its rate a second, its burst and what was taken. Answers what each has left. A
     * bucket that would be full is not kept; debts end at one burst, so that a breach is over at some time.
     */
    private static final String SCRIPT = """
            local time = redis.call('TIME')
            local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
            local left = {}
            for i = 1, #KEYS do
              local rate, burst = tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1])
              local tokens = burst
              local kept = redis.call('HMGET', KEYS[i], 'tokens', 'at')
              if kept[1] then
                tokens = math.min(burst, tonumber(kept[1]) + math.max(0, now - tonumber(kept[2])) * rate / 1000)
              end
              tokens = math.max(tokens - tonumber(ARGV[3 * i]), -burst)
              redis.call('HSET', KEYS[i], 'tokens', tostring(tokens), 'at', now)
              redis.call('PEXPIRE', KEYS[i], math.min(math.ceil(2000 * burst / rate), 86400000) + 1000)
              left[i] = tostring(tokens)
            end
            return left
            """;

    private final RedisDataSource redis;

    RedisLimits(RedisDataSource redis) {
        this.redis = redis;
    }

    @Override
    public List<Double> share(List<Share> shares) {
        var arguments = new ArrayList<String>(2 + 4 * shares.size());
        arguments.add(SCRIPT);
        arguments.add(String.valueOf(shares.size()));
        for (var share : shares) {
            arguments.add(PREFIX + share.subject().kind().word() + ":"
                    + share.subject().name());
        }
        for (var share : shares) {
            arguments.add(String.valueOf(share.limit().perSecond()));
            arguments.add(String.valueOf(share.limit().burst()));
            arguments.add(String.valueOf(share.taken()));
        }
        var answer = Objects.requireNonNull(redis.execute(Command.EVAL, arguments.toArray(String[]::new)));
        var left = new ArrayList<Double>(shares.size());
        for (Response one : answer) {
            left.add(Double.valueOf(one.toString()));
        }
        return left;
    }
}
