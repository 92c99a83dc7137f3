"""Logging in, the second factor, logging out."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache

from heng.faces.frame.accounts import MFAAdapter

pytestmark = pytest.mark.django_db
PASSWORD = "Jinan-Beam-2026"

LOGIN = "/accounts/login/"


def log_in(client, account, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": account.username, "password": password, **more})


def code_for(secret):
    counters = list(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counters[len(counters) // 2]))


def set_up_authenticator(client):
    """Confirm the password, read the secret, enter the code that it gives."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    assert answer.status_code == 302, answer.context["form"].errors
    return secret


def test_the_officer_lands_at_the_desk_and_the_bidder_in_its_corner(client, officer, bidder):
    assert log_in(client, officer).url == "/console/"
    client.post("/accounts/logout/")
    assert log_in(client, bidder).url == "/mine/"


def test_a_wrong_password_is_answered_in_plain_words(client, officer):
    answer = log_in(client, officer, "wrong-wrong-wrong")
    assert answer.status_code == 200
    assert "用户名或密码不正确" in answer.text
    assert 'value="yanshi-jia"' in answer.text


def test_who_guesses_too_often_is_locked_out_even_with_the_right_password(client, officer, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = log_in(client, officer, "wrong-wrong-wrong")
    assert answer.status_code == 429
    assert "已暂时锁定" in answer.text
    assert log_in(client, officer).status_code == 429


def test_a_flood_of_logins_from_one_address_is_slowed_in_plain_words(client, officer, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    log_in(client, officer, "wrong-wrong-wrong")
    answer = log_in(client, officer, "wrong-wrong-wrong")
    assert answer.status_code == 429
    assert "请一分钟后再试" in answer.text


def test_slips_of_the_hand_are_forgotten_once_the_officer_is_in(client, officer, settings):
    for _ in range(2):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            log_in(client, officer, "wrong-wrong-wrong")
        assert log_in(client, officer).status_code == 302
        client.post("/accounts/logout/")


def test_a_dismissed_officer_is_put_out_and_cannot_log_in(client, officer):
    log_in(client, officer)
    officer.is_active = False
    officer.save()
    assert client.get("/console/").status_code == 302
    assert log_in(client, officer).url == "/accounts/inactive/"
    assert "该账号已停用" in client.get("/accounts/inactive/").text
    assert client.get("/console/").status_code == 302


def test_nobody_signs_up_or_resets_by_mail(client):
    for path in ["signup/", "password/reset/", "email/", "confirm-email/"]:
        assert client.get(f"/accounts/{path}").status_code == 404


def test_a_login_never_leads_away_from_the_site(client, officer):
    assert log_in(client, officer, next="https://elsewhere.example/").url == "/console/"


def test_a_link_cannot_log_anybody_out(as_, officer):
    client = as_(officer)
    assert "确定要退出吗" in client.get("/accounts/logout/").text
    assert client.get("/console/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/console/").status_code == 302


def test_an_officer_without_a_second_factor_goes_no_further_than_its_set_up(as_, officer, settings):
    settings.MFA_REQUIRED = True
    client = as_(officer)
    assert client.get("/console/").url == "/accounts/2fa/"
    assert "须先启用两步验证" in client.get("/accounts/2fa/").text
    assert client.get("/console/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/accounts/2fa/"
    assert client.get("/refuse/").status_code == 302


def test_a_bidder_needs_no_second_factor(as_, bidder, settings):
    settings.MFA_REQUIRED = True
    assert as_(bidder).get("/").status_code == 200


def test_with_a_second_factor_the_officer_enters_and_the_next_login_asks_for_it(client, officer, settings):
    settings.MFA_REQUIRED = True
    log_in(client, officer)
    secret = set_up_authenticator(client)
    assert client.get("/console/").status_code == 200
    client.post("/accounts/logout/")

    assert log_in(client, officer).url == "/accounts/2fa/authenticate/"
    assert client.get("/console/").status_code == 302
    assert "验证码不正确" in client.post("/accounts/2fa/authenticate/", {"code": "000000"}).text
    cache.clear()  # forget that this very code was just used, so that the test need not wait for the next one
    assert client.post("/accounts/2fa/authenticate/", {"code": code_for(secret)}).url == "/console/"
    assert client.get("/console/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(as_, officer, settings):
    settings.MFA_REQUIRED = True
    Authenticator.objects.create(user=officer, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
    assert as_(officer).get("/console/").url == "/accounts/2fa/"


def test_the_secret_is_sealed_in_the_database(client, officer):
    log_in(client, officer)
    secret = set_up_authenticator(client)
    kept = Authenticator.objects.get(user=officer, type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in kept
    assert MFAAdapter().decrypt(kept) == secret


def test_a_secret_sealed_under_another_key_opens_to_what_nobody_can_guess(settings):
    sealed = MFAAdapter().encrypt("SECRET")
    settings.SECRET_KEY = "another-key-altogether"
    opened = {MFAAdapter().decrypt(sealed) for _ in range(3)}
    assert len(opened) == 3
    assert all(re.fullmatch(r"[A-Z2-7]{32}", one) for one in opened)


@pytest.mark.parametrize("path", ["2fa/", "2fa/webauthn/", "2fa/totp/activate/", "password/change/", "logout/"])
def test_no_account_page_speaks_english(as_, officer, path):
    client = as_(officer)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    unread = re.compile(r"<(script|style|head).*?</\1>|<[^>]+>|\b[A-Z2-7]{32}\b", re.DOTALL)
    text = unread.sub(" ", client.get(f"/accounts/{path}").text)
    assert set(re.findall(r"[A-Za-z]{2,}", text)) <= {"USB"}


def test_a_new_password_is_asked_twice_and_weighed(as_, officer):
    client = as_(officer)
    answer = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "1234567890", "password2": "1234567890"}
    )
    assert "请更正以下内容" in answer.text
    good = {"oldpassword": PASSWORD, "password1": "Anyang-Scale-77", "password2": "Anyang-Scale-77"}
    assert client.post("/accounts/password/change/", good).status_code == 302
    officer.refresh_from_db()
    assert officer.check_password("Anyang-Scale-77")
