-- Calendars of the clinics everybody tries Carillon with, at the stand-in for Google. After R__local_data by its name.
-- The tokens are "dev-refresh-token-demo" and "dev-refresh-token-kin", sealed with the development key: they open nothing.

insert into calendar_credentials (org_id, refresh_token) values
    ('00000000-0000-4000-8000-000000000001',
     '\x013951736768e3dc76474489f8cffc1204da99f0c923cbad636d9e6a79d9f0df9d50de4f147dd933163dc4aed76da796c13d17'),
    ('00000000-0000-4000-8000-000000000002',
     '\x01f37d7515c2686d68641cd98109329afd16e56d6045fda0b4d41fecf3f59ff932f365b4e2d4aafdc60d5406982928b6c4f4')
on conflict do nothing;

insert into doctor_calendars (doctor_id, org_id, calendar_id) values
    ('doctor-1', '00000000-0000-4000-8000-000000000001', 'doctor-1@demo.example'),
    ('doctor-2', '00000000-0000-4000-8000-000000000001', 'doctor-2@demo.example'),
    ('doctor-3', '00000000-0000-4000-8000-000000000002', 'doctor-3@kin.example')
on conflict do nothing;
