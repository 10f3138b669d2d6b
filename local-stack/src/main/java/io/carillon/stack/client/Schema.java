package io.carillon.stack.client;

import java.util.List;

/** All that migrations make, in text: what is equal in it is equal to whoever uses the database. */
public final class Schema {

    private static final String EVERYTHING = """
            with ours as (select t.oid, t.relname, t.relkind, t.relowner, t.relacl, t.relrowsecurity
                          from pg_class t where t.relnamespace = 'public'::regnamespace
                            and t.relname not like 'flyway%' and t.relname not like 'pg_stat_%'),
                 routines as (select p.oid, p.proname, p.proowner, p.proacl, p.prokind
                              from pg_proc p where p.pronamespace = 'public'::regnamespace
                                and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e'))
            select format('column %s.%s %s %s %s %s', t.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                          a.attnotnull, a.attgenerated, pg_get_expr(d.adbin, d.adrelid)) as line
            from ours t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
            left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where t.relkind in ('r', 'v')
            union all
            select format('constraint %s.%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated)
            from pg_constraint where connamespace = 'public'::regnamespace
              and conrelid::regclass::text not like 'flyway%'
            union all
            select pg_get_indexdef(t.oid) from ours t where t.relkind = 'i'
            union all
            select pg_get_viewdef(t.oid) from ours t where t.relkind = 'v'
            union all
            select pg_get_triggerdef(g.oid) from pg_trigger g join ours t on t.oid = g.tgrelid where not g.tgisinternal
            union all
            select pg_get_functiondef(oid) from routines where prokind in ('f', 'p')
            union all
            select format('policy %s %s %s %s', tablename, policyname, qual, with_check) from pg_policies
            where schemaname = 'public'
            union all
            select format('row security %s %s', relname, relrowsecurity) from ours where relkind = 'r'
            union all
            select format('grant %s %s %s', t.relname, a.grantee::regrole, a.privilege_type)
            from ours t cross join aclexplode(coalesce(t.relacl, acldefault('r', t.relowner))) a
            where t.relkind in ('r', 'v')
            union all
            select format('grant %s.%s %s %s', t.relname, c.attname, a.grantee::regrole, a.privilege_type)
            from ours t join pg_attribute c on c.attrelid = t.oid and not c.attisdropped
            cross join aclexplode(c.attacl) a
            union all
            select format('grant %s %s %s', p.proname, a.grantee, a.privilege_type)
            from routines p cross join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
            union all
            select format('grant schema %s %s', a.grantee::regrole, a.privilege_type)
            from pg_namespace n cross join aclexplode(n.nspacl) a where n.nspname = 'public'
            union all
            select format('default %s %s %s', d.defaclobjtype, a.grantee::regrole, a.privilege_type)
            from pg_default_acl d cross join aclexplode(d.defaclacl) a
            order by line
            """;

    private Schema() {}

    public static List<String> of(ScratchDatabase database) {
        return database.rows(EVERYTHING);
    }
}
