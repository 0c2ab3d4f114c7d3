from sqlalchemy import select
from sqlalchemy.orm import Session

from api.training.catalogue import catalogue
from api.training.models import Course
from api.training.seed import seed_courses


def test_the_catalogue_is_put_in_once_and_an_office_s_changes_stay(db: Session) -> None:
    assert seed_courses(db) == len(catalogue())
    course = db.scalars(select(Course).order_by(Course.code)).first()
    assert course is not None
    course.hours_jp = 12
    db.flush()
    assert seed_courses(db) == 0
    assert db.get_one(Course, course.id).hours_jp == 12
