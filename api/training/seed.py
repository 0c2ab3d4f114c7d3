"""The catalogue every office starts with; hours, providers and seats are filled in by BKPSDM."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.training.catalogue import Activity, catalogue
from api.training.models import Course


def seed_courses(db: Session) -> int:
    """Put in what is not there yet, by code, and say how many that was; what an office changed stays as it is."""
    present = set(db.scalars(select(Course.code)))
    missing = [activity for activity in catalogue() if activity.code not in present]
    db.add_all(_row(activity) for activity in missing)
    db.flush()
    return len(missing)


def _row(activity: Activity) -> Course:
    audience = activity.audience
    return Course(
        code=activity.code,
        name=activity.name,
        kind=activity.kind,
        form=activity.form,
        description=activity.description,
        values=list(activity.values),
        competencies={str(code): level for code, level in activity.competencies.items()},
        audience={
            "position_classes": sorted(audience.position_classes),
            "words": sorted(audience.words),
            "traits": sorted(audience.traits),
        },
        provider=activity.provider,
        hours_jp=activity.hours_jp,
    )
